"""What readers heard, and what walks, has an index each that holds nothing else."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    for who, more in (("station_id", ["seen_at"]), ("pass_id", [])):
        columns, only = ["school_id", who, *more], sa.text(f"{who} IS NOT NULL")
        name = op.f("_".join(("ix_sighting", *columns)))
        op.drop_index(name, "sighting")
        op.create_index(name, "sighting", columns, sqlite_where=only, postgresql_where=only)
