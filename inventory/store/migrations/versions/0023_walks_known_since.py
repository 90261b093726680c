"""Each walk says with which state of the evidence it became what it is, so that only newer ones are read again."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.add_column("pass", sa.Column("evidence", sa.Integer(), nullable=False, server_default="0"))
    of_stocktake = ["school_id", "stocktake_id", "evidence"]
    op.create_index("ix_pass_school_id_stocktake_id_evidence", "pass", of_stocktake)
