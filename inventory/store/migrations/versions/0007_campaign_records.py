"""Stock-takes: closings, recounts, report files, photos, lists; and the transfer log."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _list_shape()
    _closing()
    _movement()
    _photo()
    _recount()
    _report_file()
    _recount_item()
    _movement_line()
    _movement_tag()
    _tag_list()


def _list_shape() -> None:
    op.create_table(
        "list_shape",
        sa.Column("shape", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_list_shape_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_list_shape")),
        sa.UniqueConstraint("school_id", "shape", name=op.f("uq_list_shape_school_id_shape")),
    )


def _closing() -> None:
    op.create_table(
        "closing",
        sa.Column("stocktake_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("closed_by", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reopened_by", sa.String(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "stocktake_id"],
            ["stocktake.school_id", "stocktake.id"],
            name=op.f("fk_closing_school_id_stocktake_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_closing_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_closing")),
        sa.UniqueConstraint(
            "school_id", "stocktake_id", "number", name=op.f("uq_closing_school_id_stocktake_id_number")
        ),
    )


def _movement() -> None:
    op.create_table(
        "movement",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("stocktake_id", sa.Uuid(), nullable=True),
        sa.Column("reverses", sa.Uuid(), nullable=True),
        sa.Column("approval_no", sa.String(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "reverses"],
            ["movement.school_id", "movement.id"],
            name=op.f("fk_movement_school_id_reverses"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "stocktake_id"],
            ["stocktake.school_id", "stocktake.id"],
            name=op.f("fk_movement_school_id_stocktake_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_movement_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_movement")),
        sa.UniqueConstraint(
            "school_id", "kind", "year", "number", name=op.f("uq_movement_school_id_kind_year_number")
        ),
    )
    op.create_index(
        op.f("ix_movement_school_id_stocktake_id"), "movement", ["school_id", "stocktake_id"], unique=False
    )


def _photo() -> None:
    op.create_table(
        "photo",
        sa.Column("stocktake_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "stocktake_id"],
            ["stocktake.school_id", "stocktake.id"],
            name=op.f("fk_photo_school_id_stocktake_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_photo_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_photo")),
    )
    op.create_index(
        op.f("ix_photo_school_id_stocktake_id_subject"),
        "photo",
        ["school_id", "stocktake_id", "subject"],
        unique=False,
    )


def _recount() -> None:
    op.create_table(
        "recount",
        sa.Column("stocktake_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("started_by", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "stocktake_id"],
            ["stocktake.school_id", "stocktake.id"],
            name=op.f("fk_recount_school_id_stocktake_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_recount_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_recount")),
        sa.UniqueConstraint(
            "school_id", "stocktake_id", "number", name=op.f("uq_recount_school_id_stocktake_id_number")
        ),
    )


def _report_file() -> None:
    op.create_table(
        "report_file",
        sa.Column("stocktake_id", sa.Uuid(), nullable=False),
        sa.Column("closing", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "stocktake_id"],
            ["stocktake.school_id", "stocktake.id"],
            name=op.f("fk_report_file_school_id_stocktake_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_report_file_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_report_file")),
        sa.UniqueConstraint(
            "school_id",
            "stocktake_id",
            "closing",
            "name",
            "room",
            "language",
            name=op.f("uq_report_file_school_id_stocktake_id_closing_name_room_language"),
        ),
    )


def _recount_item() -> None:
    op.create_table(
        "recount_item",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("recount_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("room_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("seen_room", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "recount_id"],
            ["recount.school_id", "recount.id"],
            name=op.f("fk_recount_item_school_id_recount_id"),
        ),
        sa.PrimaryKeyConstraint("school_id", "recount_id", "subject", name=op.f("pk_recount_item")),
    )


def _movement_line() -> None:
    op.create_table(
        "movement_line",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("from_room_id", sa.Uuid(), nullable=True),
        sa.Column("to_room_id", sa.Uuid(), nullable=True),
        sa.Column("from_keeper_id", sa.Uuid(), nullable=True),
        sa.Column("to_keeper_id", sa.Uuid(), nullable=True),
        sa.Column("from_state", sa.String(), nullable=False),
        sa.Column("to_state", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "from_keeper_id"],
            ["person.school_id", "person.id"],
            name=op.f("fk_movement_line_school_id_from_keeper_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "from_room_id"],
            ["room.school_id", "room.id"],
            name=op.f("fk_movement_line_school_id_from_room_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "item_id"], ["item.school_id", "item.id"], name=op.f("fk_movement_line_school_id_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "movement_id"],
            ["movement.school_id", "movement.id"],
            name=op.f("fk_movement_line_school_id_movement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "to_keeper_id"],
            ["person.school_id", "person.id"],
            name=op.f("fk_movement_line_school_id_to_keeper_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "to_room_id"],
            ["room.school_id", "room.id"],
            name=op.f("fk_movement_line_school_id_to_room_id"),
        ),
        sa.PrimaryKeyConstraint("school_id", "movement_id", "item_id", name=op.f("pk_movement_line")),
    )
    op.create_index(
        op.f("ix_movement_line_school_id_item_id"), "movement_line", ["school_id", "item_id"], unique=False
    )


def _movement_tag() -> None:
    op.create_table(
        "movement_tag",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("bound", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "item_id"], ["item.school_id", "item.id"], name=op.f("fk_movement_tag_school_id_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "movement_id"],
            ["movement.school_id", "movement.id"],
            name=op.f("fk_movement_tag_school_id_movement_id"),
        ),
        sa.PrimaryKeyConstraint("school_id", "movement_id", "item_id", "tag", name=op.f("pk_movement_tag")),
    )


def _tag_list() -> None:
    op.create_table(
        "tag_list",
        sa.Column("stocktake_id", sa.Uuid(), nullable=False),
        sa.Column("room_code", sa.String(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("handed_in_by", sa.String(), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "stocktake_id"],
            ["stocktake.school_id", "stocktake.id"],
            name=op.f("fk_tag_list_school_id_stocktake_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_tag_list_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_tag_list")),
        sa.UniqueConstraint(
            "school_id",
            "stocktake_id",
            "room_code",
            "sha256",
            name=op.f("uq_tag_list_school_id_stocktake_id_room_code_sha256"),
        ),
    )
