"""A room by its code, its walks, and those under way are found without going through all of a stock-take."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    only = sa.text("ended_at IS NULL")
    by_reader = ["school_id", "station_id"]
    op.create_index("ix_pass_under_way", "pass", by_reader, sqlite_where=only, postgresql_where=only)
    op.create_index("ix_pass_school_id_stocktake_id_room_id", "pass", ["school_id", "stocktake_id", "room_id"])
    op.drop_index("ix_pass_school_id_stocktake_id", "pass")
    op.create_index("ix_room_count_school_id_stocktake_id_code", "room_count", ["school_id", "stocktake_id", "code"])
