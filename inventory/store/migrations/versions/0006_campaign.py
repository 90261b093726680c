"""Stock-takes become campaigns: scope, blind counts, teams, late walks, what decisions need, what cards are worth."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _asset()
    _decision()
    _expected_item()
    _finding()
    _hand_tick()
    _pass()
    _room_count()
    _stocktake()


def _asset() -> None:
    with op.batch_alter_table("asset") as table:
        table.add_column(sa.Column("accumulated", sa.BigInteger(), nullable=True))
        table.create_index(op.f("ix_asset_school_id_fiscal_no"), ["school_id", "fiscal_no"], unique=False)


def _decision() -> None:
    with op.batch_alter_table("decision") as table:
        table.add_column(sa.Column("details", sa.JSON(), server_default="{}", nullable=False))


def _expected_item() -> None:
    with op.batch_alter_table("expected_item") as table:
        table.add_column(sa.Column("in_scope", sa.Boolean(), server_default=sa.true(), nullable=False))
        table.add_column(sa.Column("category_code", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("quantity", sa.Integer(), server_default="1", nullable=False))
        table.add_column(sa.Column("unit", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("accumulated", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("posted", sa.Date(), nullable=True))
        table.add_column(sa.Column("life_months", sa.Integer(), nullable=True))


def _finding() -> None:
    with op.batch_alter_table("finding") as table:
        table.add_column(sa.Column("closing", sa.Integer(), server_default="1", nullable=False))
        table.drop_constraint(op.f("uq_finding_school_id_stocktake_id_place"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_finding_school_id_stocktake_id_closing_place"), ["school_id", "stocktake_id", "closing", "place"]
        )


def _hand_tick() -> None:
    with op.batch_alter_table("hand_tick") as table:
        table.add_column(sa.Column("retracts", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("ticked_at", sa.DateTime(timezone=True), nullable=True))
        table.create_foreign_key(
            op.f("fk_hand_tick_school_id_retracts"), "hand_tick", ["school_id", "retracts"], ["school_id", "id"]
        )


def _pass() -> None:
    with op.batch_alter_table("pass") as table:
        table.add_column(sa.Column("round", sa.Integer(), server_default="1", nullable=False))
        table.add_column(sa.Column("late", sa.Boolean(), server_default=sa.false(), nullable=False))


def _room_count() -> None:
    with op.batch_alter_table("room_count") as table:
        table.add_column(sa.Column("team", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("due", sa.Date(), nullable=True))
        table.add_column(sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True))


def _stocktake() -> None:
    with op.batch_alter_table("stocktake") as table:
        table.add_column(sa.Column("scope", sa.JSON(), server_default="{}", nullable=False))
        table.add_column(sa.Column("blind", sa.Boolean(), server_default=sa.false(), nullable=False))
        table.add_column(sa.Column("closing", sa.Integer(), server_default="0", nullable=False))
    op.execute("UPDATE stocktake SET closing = 1 WHERE status = 'closed'")
    op.execute(
        "UPDATE pass SET late = TRUE WHERE EXISTS (SELECT 1 FROM stocktake WHERE stocktake.school_id = pass.school_id"
        " AND stocktake.id = pass.stocktake_id AND stocktake.closed_at < pass.received_at)"
    )
