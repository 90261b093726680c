"""Documents are listed by the day they were written, by state, kind, room and person, however many there are."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

LISTED = {
    "slip": (["asked_at"], ["status", "asked_at"], ["kind", "asked_at"], ["asked_by"]),
    "slip_line": (["room_id"], ["keeper_id"]),
}

PARTIAL = (("at_once", "made_at", "slip_id IS NULL"), ("reverses", "reverses", "reverses IS NOT NULL"))


def upgrade() -> None:
    for table, indexes in LISTED.items():
        for columns in indexes:
            op.create_index(op.f(f"ix_{table}_school_id_{'_'.join(columns)}"), table, ["school_id", *columns])
    for name, column, which in PARTIAL:
        where = sa.text(which)
        op.create_index(
            f"ix_movement_{name}", "movement", ["school_id", column], sqlite_where=where, postgresql_where=where
        )
