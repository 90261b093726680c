"""Rooms that are handed over with what is in them, and later days that are agreed on for loans."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    _slip_room()
    _slip_renewal()
    _movement_room()


def _within(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_school_id_{column}")
    return sa.ForeignKeyConstraint(["school_id", column], [f"{other}.school_id", f"{other}.id"], name=name)


def _slip_room() -> None:
    op.create_table(
        "slip_room",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("school_id", "slip_id", "room_id", "keeper_id")),
        _within("slip_room", "slip_id", "slip"),
        _within("slip_room", "room_id", "room"),
        _within("slip_room", "keeper_id", "person"),
        sa.PrimaryKeyConstraint("school_id", "slip_id", "room_id", name=op.f("pk_slip_room")),
    )


def _slip_renewal() -> None:
    op.create_table(
        "slip_renewal",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("slip_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        _within("slip_renewal", "slip_id", "slip"),
        sa.PrimaryKeyConstraint("school_id", "slip_id", "number", name=op.f("pk_slip_renewal")),
    )


def _movement_room() -> None:
    names = ("school_id", "movement_id", "room_id", "from_keeper_id", "to_keeper_id")
    op.create_table(
        "movement_room",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in names),
        _within("movement_room", "movement_id", "movement"),
        _within("movement_room", "room_id", "room"),
        _within("movement_room", "from_keeper_id", "person"),
        _within("movement_room", "to_keeper_id", "person"),
        sa.PrimaryKeyConstraint("school_id", "movement_id", "room_id", name=op.f("pk_movement_room")),
    )
    op.create_index(op.f("ix_movement_room_school_id_room_id"), "movement_room", ["school_id", "room_id"])
