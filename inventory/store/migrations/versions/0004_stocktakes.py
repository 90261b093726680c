"""Stock-takes: frozen lists, rooms, passes, ticks, findings, decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _stocktake()
    _decision()
    _finding()
    _room_count()
    _expected_item()
    _pass()
    _expected_tag()
    _hand_tick()


def _stocktake() -> None:
    op.create_table(
        "stocktake",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("cutoff", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("evidence", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_stocktake_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_stocktake")),
    )


def _decision() -> None:
    op.create_table(
        "decision",
        sa.Column("stocktake_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "stocktake_id"],
            ["stocktake.school_id", "stocktake.id"],
            name=op.f("fk_decision_school_id_stocktake_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_decision_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_decision")),
        sa.UniqueConstraint(
            "school_id",
            "stocktake_id",
            "subject",
            "number",
            name=op.f("uq_decision_school_id_stocktake_id_subject_number"),
        ),
    )
    op.create_index(op.f("ix_decision_school_id_subject"), "decision", ["school_id", "subject"], unique=False)


def _finding() -> None:
    op.create_table(
        "finding",
        sa.Column("stocktake_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("line", sa.JSON(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "stocktake_id"],
            ["stocktake.school_id", "stocktake.id"],
            name=op.f("fk_finding_school_id_stocktake_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_finding_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_finding")),
        sa.UniqueConstraint(
            "school_id", "stocktake_id", "place", name=op.f("uq_finding_school_id_stocktake_id_place")
        ),
    )


def _room_count() -> None:
    op.create_table(
        "room_count",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("stocktake_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("in_scope", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("building", sa.String(), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("keeper", sa.String(), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "room_id"], ["room.school_id", "room.id"], name=op.f("fk_room_count_school_id_room_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "stocktake_id"],
            ["stocktake.school_id", "stocktake.id"],
            name=op.f("fk_room_count_school_id_stocktake_id"),
        ),
        sa.PrimaryKeyConstraint("school_id", "stocktake_id", "room_id", name=op.f("pk_room_count")),
    )


def _expected_item() -> None:
    op.create_table(
        "expected_item",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("stocktake_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("asset_no", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("keeper", sa.String(), nullable=False),
        sa.Column("acquired", sa.Date(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("room_code", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "item_id"], ["item.school_id", "item.id"], name=op.f("fk_expected_item_school_id_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "stocktake_id"],
            ["stocktake.school_id", "stocktake.id"],
            name=op.f("fk_expected_item_school_id_stocktake_id"),
        ),
        sa.PrimaryKeyConstraint("school_id", "stocktake_id", "item_id", name=op.f("pk_expected_item")),
    )
    op.create_index(
        op.f("ix_expected_item_school_id_item_id"), "expected_item", ["school_id", "item_id"], unique=False
    )


def _pass() -> None:
    op.create_table(
        "pass",
        sa.Column("stocktake_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=True),
        sa.Column("counted_by", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "station_id"],
            ["station.school_id", "station.id"],
            name=op.f("fk_pass_school_id_station_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "stocktake_id", "room_id"],
            ["room_count.school_id", "room_count.stocktake_id", "room_count.room_id"],
            name=op.f("fk_pass_school_id_stocktake_id_room_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_pass_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_pass")),
    )
    op.create_index(op.f("ix_pass_school_id_stocktake_id"), "pass", ["school_id", "stocktake_id"], unique=False)


def _expected_tag() -> None:
    op.create_table(
        "expected_tag",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("stocktake_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "stocktake_id", "item_id"],
            ["expected_item.school_id", "expected_item.stocktake_id", "expected_item.item_id"],
            name=op.f("fk_expected_tag_school_id_stocktake_id_item_id"),
        ),
        sa.PrimaryKeyConstraint("school_id", "stocktake_id", "item_id", "tag", name=op.f("pk_expected_tag")),
    )


def _hand_tick() -> None:
    op.create_table(
        "hand_tick",
        sa.Column("pass_id", sa.Uuid(), nullable=False),
        sa.Column("asset_no", sa.String(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "item_id"], ["item.school_id", "item.id"], name=op.f("fk_hand_tick_school_id_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "pass_id"], ["pass.school_id", "pass.id"], name=op.f("fk_hand_tick_school_id_pass_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_hand_tick_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_hand_tick")),
    )
    op.create_index(op.f("ix_hand_tick_school_id_item_id"), "hand_tick", ["school_id", "item_id"], unique=False)
    op.create_index(op.f("ix_hand_tick_school_id_pass_id"), "hand_tick", ["school_id", "pass_id"], unique=False)
