"""Slips: what is asked for, approved and carried out stage by stage; routes of approval, and who signs for whom."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    _slip()
    _approval_route()
    _delegation()
    _slip_line()
    _slip_paper()
    _slip_signature()
    _account()
    _movement()


def _slip() -> None:
    op.create_table(
        "slip",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("worth", sa.BigInteger(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("asker_may", sa.Boolean(), nullable=False),
        sa.Column("stocktake_id", sa.Uuid(), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "person_id"], ["person.school_id", "person.id"], name=op.f("fk_slip_school_id_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "room_id"], ["room.school_id", "room.id"], name=op.f("fk_slip_school_id_room_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "stocktake_id"],
            ["stocktake.school_id", "stocktake.id"],
            name=op.f("fk_slip_school_id_stocktake_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_slip_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_slip")),
        sa.UniqueConstraint("school_id", "kind", "year", "number", name=op.f("uq_slip_school_id_kind_year_number")),
    )
    op.create_index(op.f("ix_slip_school_id_person_id"), "slip", ["school_id", "person_id"], unique=False)
    op.create_index(op.f("ix_slip_school_id_room_id"), "slip", ["school_id", "room_id"], unique=False)
    op.create_index(op.f("ix_slip_school_id_status_id"), "slip", ["school_id", "status", "id"], unique=False)


def _approval_route() -> None:
    op.create_table(
        "approval_route",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("worth", sa.BigInteger(), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("asker_may", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_approval_route_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_approval_route")),
    )


def _delegation() -> None:
    op.create_table(
        "delegation",
        sa.Column("giver", sa.String(), nullable=False),
        sa.Column("taker", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_delegation_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_delegation")),
    )


def _slip_line() -> None:
    op.create_table(
        "slip_line",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("slip_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("keeper_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "item_id"], ["item.school_id", "item.id"], name=op.f("fk_slip_line_school_id_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "keeper_id"],
            ["person.school_id", "person.id"],
            name=op.f("fk_slip_line_school_id_keeper_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "room_id"], ["room.school_id", "room.id"], name=op.f("fk_slip_line_school_id_room_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "slip_id"], ["slip.school_id", "slip.id"], name=op.f("fk_slip_line_school_id_slip_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "slip_id", "item_id", name=op.f("pk_slip_line")),
    )
    op.create_index(op.f("ix_slip_line_school_id_item_id"), "slip_line", ["school_id", "item_id"], unique=False)


def _slip_paper() -> None:
    op.create_table(
        "slip_paper",
        sa.Column("slip_id", sa.Uuid(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_by", sa.String(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "slip_id"], ["slip.school_id", "slip.id"], name=op.f("fk_slip_paper_school_id_slip_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_slip_paper_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_slip_paper")),
    )
    op.create_index(op.f("ix_slip_paper_school_id_slip_id"), "slip_paper", ["school_id", "slip_id"], unique=False)


def _slip_signature() -> None:
    op.create_table(
        "slip_signature",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("slip_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("on_behalf_of", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "slip_id"], ["slip.school_id", "slip.id"], name=op.f("fk_slip_signature_school_id_slip_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "slip_id", "level", name=op.f("pk_slip_signature")),
    )


def _account() -> None:
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("person_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            op.f("fk_account_school_id_person_id"), "person", ["school_id", "person_id"], ["school_id", "id"]
        )


def _movement() -> None:
    with op.batch_alter_table("movement") as table:
        table.add_column(sa.Column("slip_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("part", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("stage", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("fields", sa.JSON(), server_default="{}", nullable=False))
        table.drop_constraint(op.f("uq_movement_school_id_kind_year_number"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_movement_school_id_kind_year_number_part"), ["school_id", "kind", "year", "number", "part"]
        )
        table.create_foreign_key(
            op.f("fk_movement_school_id_slip_id"), "slip", ["school_id", "slip_id"], ["school_id", "id"]
        )
        table.create_index(op.f("ix_movement_school_id_slip_id"), ["school_id", "slip_id"])
        table.create_index(op.f("ix_movement_school_id_made_at"), ["school_id", "made_at"])
