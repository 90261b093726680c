"""Cards are found by number within days year by year, and things without a label by an index that has no others."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

YEARS = {
    "sqlite": "UPDATE card_key SET year = CAST(strftime('%Y', acquired) AS INTEGER)",
    "postgresql": "UPDATE card_key SET year = EXTRACT(year FROM acquired)",
}
LABELLED = """
UPDATE item SET labelled = true WHERE EXISTS (
    SELECT 1 FROM label_print_item
    WHERE label_print_item.school_id = item.school_id AND label_print_item.item_id = item.id
)
"""


def upgrade() -> None:
    dialect = op.get_context().dialect.name
    op.add_column("card_key", sa.Column("year", sa.Integer(), nullable=True))
    op.execute(YEARS[dialect])
    columns = ["school_id", "year", "asset_no", "number", "acquired", "cost"]
    op.create_index(op.f("_".join(("ix_card_key", *columns))), "card_key", columns)
    _labelled(dialect)


def _labelled(dialect: str) -> None:
    """Cards are found by nothing else for it, so the trigger that notes changes of pieces is made anew afterwards."""
    op.add_column("item", sa.Column("labelled", sa.Boolean(), server_default=sa.false(), nullable=False))
    of_table = "" if dialect == "sqlite" else " ON item"
    op.execute(f"DROP TRIGGER IF EXISTS item_update_makes_stale{of_table}")
    op.execute(LABELLED)
    only = sa.text(f"labelled IS {'0' if dialect == 'sqlite' else 'false'} AND state != 'retired'")
    columns = ["school_id", "asset_id", "position"]
    op.create_index("ix_item_unlabelled", "item", columns, sqlite_where=only, postgresql_where=only)
