"""Finding cards: the prepared text of each, and the trigram index of either database over it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

# The index and nothing beside it (content=''); so much memory (hashsize) that a whole import is written at once.
FTS5 = (
    "CREATE VIRTUAL TABLE card_trigram"
    " USING fts5(text, content='', columnsize=0, tokenize='trigram case_sensitive 1')",
    "INSERT INTO card_trigram (card_trigram, rank) VALUES ('hashsize', 33554432)",
)
TRIGRAMS = """
CREATE FUNCTION trigrams(text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT array_agg(DISTINCT substr($1, at, 3)) FROM generate_series(1, length($1) - 2) AS at $$
"""


def upgrade() -> None:
    for name in ("name", "acquired", "cost"):
        op.create_index(op.f(f"ix_asset_school_id_{name}_id"), "asset", ["school_id", name, "id"], unique=False)
    _card_text()
    _card_stale()
    if op.get_context().dialect.name == "sqlite":
        for statement in FTS5:
            op.execute(statement)
    else:
        op.execute(TRIGRAMS)
        op.execute("CREATE INDEX card_trigram ON card_text USING gin (trigrams(text))")


def _card_text() -> None:
    op.create_table(
        "card_text",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "asset_id", name=op.f("pk_card_text")),
    )
    op.create_index(op.f("ix_card_text_number_asset_id"), "card_text", ["number", "asset_id"], unique=False)


def _card_stale() -> None:
    """All cards there are have no text yet."""
    op.create_table(
        "card_stale",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("school_id", "asset_id", name=op.f("pk_card_stale")),
    )
    op.execute("INSERT INTO card_stale (school_id, asset_id) SELECT school_id, id FROM asset")
