"""Schools that are there to be tried out, each belonging to the school whose administrator made it."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("school", sa.Column("sample_of", sa.Uuid(), nullable=True))
