"""Placements and sightings."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _placement()
    _sighting()


def _placement() -> None:
    op.create_table(
        "placement",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("scan_point", sa.String(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("pass_id", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "pass_id"], ["pass.school_id", "pass.id"], name=op.f("fk_placement_school_id_pass_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "room_id"], ["room.school_id", "room.id"], name=op.f("fk_placement_school_id_room_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "station_id"],
            ["station.school_id", "station.id"],
            name=op.f("fk_placement_school_id_station_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_placement_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_placement")),
    )
    op.create_index(
        op.f("ix_placement_school_id_station_id_started_at"),
        "placement",
        ["school_id", "station_id", "started_at"],
        unique=False,
    )
    op.create_index(
        "uq_placement_open",
        "placement",
        ["school_id", "station_id", "scan_point"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _sighting() -> None:
    op.create_table(
        "sighting",
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("tid", sa.String(), nullable=True),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.Column("rssi_max", sa.Double(), nullable=True),
        sa.Column("rssi_mean", sa.Double(), nullable=True),
        sa.Column("station_id", sa.Uuid(), nullable=True),
        sa.Column("scan_point", sa.String(), nullable=True),
        sa.Column("outbox_id", sa.Uuid(), nullable=True),
        sa.Column("n", sa.BigInteger(), nullable=True),
        sa.Column("pass_id", sa.Uuid(), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "outbox_id"],
            ["outbox.school_id", "outbox.id"],
            name=op.f("fk_sighting_school_id_outbox_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "pass_id"], ["pass.school_id", "pass.id"], name=op.f("fk_sighting_school_id_pass_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "station_id"],
            ["station.school_id", "station.id"],
            name=op.f("fk_sighting_school_id_station_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_sighting_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_sighting")),
        sa.UniqueConstraint("school_id", "outbox_id", "n", name=op.f("uq_sighting_school_id_outbox_id_n")),
    )
    op.create_index(op.f("ix_sighting_school_id_pass_id"), "sighting", ["school_id", "pass_id"], unique=False)
    op.create_index(
        op.f("ix_sighting_school_id_station_id_seen_at"),
        "sighting",
        ["school_id", "station_id", "seen_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sighting_school_id_tag_seen_at"), "sighting", ["school_id", "tag", "seen_at"], unique=False
    )
