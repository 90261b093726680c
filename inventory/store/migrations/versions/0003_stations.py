"""Stations, their tokens and outboxes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _station()
    _access_token()
    _outbox()


def _station() -> None:
    op.create_table(
        "station",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_station_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_station")),
        sa.UniqueConstraint("school_id", "name", name=op.f("uq_station_school_id_name")),
    )


def _access_token() -> None:
    op.create_table(
        "access_token",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("station_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "station_id"],
            ["station.school_id", "station.id"],
            name=op.f("fk_access_token_school_id_station_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_access_token_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_access_token")),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "station_id"],
            ["station.school_id", "station.id"],
            name=op.f("fk_outbox_school_id_station_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_outbox_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_outbox")),
    )
