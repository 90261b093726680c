"""What lists are sorted by and cut out of, in narrow rows of their own, so that all of them are read in no time."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

KEYS = """
INSERT INTO card_key (school_id, number, asset_id, asset_no, name, cost, acquired)
SELECT card_text.school_id, number, asset_id, asset_no, name, cost, acquired
FROM card_text JOIN asset ON asset.school_id = card_text.school_id AND asset.id = asset_id
WHERE merged_into IS NULL
"""


def upgrade() -> None:
    for name in ("name", "acquired", "cost"):
        op.drop_index(op.f(f"ix_asset_school_id_{name}_id"), "asset")
    _merged_into()
    _card_key()
    op.execute(KEYS)


def _merged_into() -> None:
    """Few cards were merged into others; with all the others in it, databases took the index for a choice."""
    name, only = op.f("ix_asset_school_id_merged_into"), sa.text("merged_into IS NOT NULL")
    op.drop_index(name, "asset")
    op.create_index(name, "asset", ["school_id", "merged_into"], sqlite_where=only, postgresql_where=only)


def _card_key() -> None:
    """In SQLite the number alone is the key, by which the rows themselves are stored (manual, "ROWID Tables")."""
    key = ("number",) if op.get_context().dialect.name == "sqlite" else ("school_id", "number")
    op.create_table(
        "card_key",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("asset_no", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("acquired", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_card_key")),
    )
    for order, *more in (
        ("asset_no", "cost", "acquired"),
        ("name", "cost", "acquired"),
        ("cost", "acquired"),
        ("acquired", "cost"),
    ):
        columns = ["school_id", order, "number", *more]
        op.create_index(op.f("_".join(("ix_card_key", *columns))), "card_key", columns)
