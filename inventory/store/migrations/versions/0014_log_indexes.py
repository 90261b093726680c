"""The transfer log is looked through by room and by person as well: where things came from, and where they went."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    for side in ("from_room_id", "to_room_id", "from_keeper_id", "to_keeper_id"):
        op.create_index(op.f(f"ix_movement_line_school_id_{side}"), "movement_line", ["school_id", side])
    op.create_index(op.f("ix_movement_school_id_kind_made_at"), "movement", ["school_id", "kind", "made_at"])
