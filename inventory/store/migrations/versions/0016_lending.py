"""Things that are lent at a desk, who may not borrow alone, and what the rows of a counted list say together."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("person", sa.Column("pupil", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("school", sa.Column("pupils_borrow", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("tag_list", sa.Column("said", sa.String(), nullable=False, server_default=""))
    _lendable()


def _lendable() -> None:
    op.create_table(
        "lendable",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("marked_by", sa.String(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "item_id"], ["item.school_id", "item.id"], name=op.f("fk_lendable_school_id_item_id")
        ),
        sa.PrimaryKeyConstraint("school_id", "item_id", name=op.f("pk_lendable")),
    )
