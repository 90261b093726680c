"""Where things are believed to be, gates and who passed them, alarms, and notices on their way."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    _presence()
    _gate()
    _gate_visit()
    _alarm_rules()
    _alarm()
    _notice_target()
    _notice()


def _presence() -> None:
    op.create_table(
        "presence",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=True),
        sa.Column("pass_id", sa.Uuid(), nullable=True),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.Column("rssi_max", sa.Double(), nullable=True),
        sa.Column("elsewhere_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("turned_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "item_id"], ["item.school_id", "item.id"], name=op.f("fk_presence_school_id_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "pass_id"], ["pass.school_id", "pass.id"], name=op.f("fk_presence_school_id_pass_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "room_id"], ["room.school_id", "room.id"], name=op.f("fk_presence_school_id_room_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "station_id"],
            ["station.school_id", "station.id"],
            name=op.f("fk_presence_school_id_station_id"),
        ),
        sa.PrimaryKeyConstraint("school_id", "item_id", name=op.f("pk_presence")),
    )
    op.create_index(op.f("ix_presence_school_id_heard_at"), "presence", ["school_id", "heard_at"], unique=False)
    op.create_index(op.f("ix_presence_school_id_room_id"), "presence", ["school_id", "room_id"], unique=False)


def _gate() -> None:
    op.create_table(
        "gate",
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("beyond_id", sa.Uuid(), nullable=True),
        sa.Column("inner", sa.String(), nullable=False),
        sa.Column("outer", sa.String(), nullable=False),
        sa.Column("least_reads", sa.Integer(), nullable=False),
        sa.Column("least_rssi", sa.Double(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "beyond_id"], ["room.school_id", "room.id"], name=op.f("fk_gate_school_id_beyond_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "room_id"], ["room.school_id", "room.id"], name=op.f("fk_gate_school_id_room_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "station_id"],
            ["station.school_id", "station.id"],
            name=op.f("fk_gate_school_id_station_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_gate_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_gate")),
    )
    op.create_index(
        "uq_gate_station",
        "gate",
        ["school_id", "station_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )


def _gate_visit() -> None:
    op.create_table(
        "gate_visit",
        sa.Column("gate_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("inner_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outer_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.Column("rssi_max", sa.Double(), nullable=True),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("slip_id", sa.Uuid(), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "gate_id"], ["gate.school_id", "gate.id"], name=op.f("fk_gate_visit_school_id_gate_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "item_id"], ["item.school_id", "item.id"], name=op.f("fk_gate_visit_school_id_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "slip_id"], ["slip.school_id", "slip.id"], name=op.f("fk_gate_visit_school_id_slip_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_gate_visit_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_gate_visit")),
    )
    op.create_index(
        op.f("ix_gate_visit_school_id_gate_id_item_id_ended_at"),
        "gate_visit",
        ["school_id", "gate_id", "item_id", "ended_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_gate_visit_school_id_item_id_passed_at"),
        "gate_visit",
        ["school_id", "item_id", "passed_at"],
        unique=False,
    )
    op.create_index(op.f("ix_gate_visit_school_id_slip_id"), "gate_visit", ["school_id", "slip_id"], unique=False)


def _alarm_rules() -> None:
    op.create_table(
        "alarm_rules",
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("elsewhere_minutes", sa.Integer(), nullable=False),
        sa.Column("unseen_days", sa.Integer(), nullable=False),
        sa.Column("episode_minutes", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.String(), nullable=False),
        sa.Column("quiet_until", sa.String(), nullable=False),
        sa.Column("gates_always", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_alarm_rules_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_alarm_rules")),
    )
    op.create_index(op.f("ix_alarm_rules_school_id_since"), "alarm_rules", ["school_id", "since"], unique=False)


def _alarm() -> None:
    op.create_table(
        "alarm",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("gate_id", sa.Uuid(), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.String(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "gate_id"], ["gate.school_id", "gate.id"], name=op.f("fk_alarm_school_id_gate_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "item_id"], ["item.school_id", "item.id"], name=op.f("fk_alarm_school_id_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "room_id"], ["room.school_id", "room.id"], name=op.f("fk_alarm_school_id_room_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_alarm_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_alarm")),
    )
    op.create_index(
        "ix_alarm_open",
        "alarm",
        ["school_id", "raised_at"],
        unique=False,
        sqlite_where=sa.text("acknowledged_at IS NULL"),
        postgresql_where=sa.text("acknowledged_at IS NULL"),
    )
    op.create_index(op.f("ix_alarm_school_id_changed_at"), "alarm", ["school_id", "changed_at"], unique=False)
    op.create_index(op.f("ix_alarm_school_id_item_id_kind"), "alarm", ["school_id", "item_id", "kind"], unique=False)


def _notice_target() -> None:
    op.create_table(
        "notice_target",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_notice_target_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_notice_target")),
    )


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("alarm_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gave_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "alarm_id"], ["alarm.school_id", "alarm.id"], name=op.f("fk_notice_school_id_alarm_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "target_id"],
            ["notice_target.school_id", "notice_target.id"],
            name=op.f("fk_notice_school_id_target_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_notice_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_school_id_made_at"), "notice", ["school_id", "made_at"], unique=False)
    op.create_index(
        "ix_notice_waiting",
        "notice",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("sent_at IS NULL AND gave_up_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL AND gave_up_at IS NULL"),
    )
