"""What is short, and so waits for its write-off, is found without going through all things."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    only = sa.text("state = 'shortage'")
    op.create_index("ix_item_short", "item", ["school_id", "asset_id"], sqlite_where=only, postgresql_where=only)
