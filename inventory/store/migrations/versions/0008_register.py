"""The register: the whole card, own numbers and fields, cards merged, tags bound and taken off by somebody; and
lists of tags taken back. And how the boxes are."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _asset()
    _item()
    _expected_item()
    _register_import()
    _tag_binding()
    _lists_taken_back()
    _by_import("movement")
    _by_import("room")
    _heartbeat()


def _asset() -> None:
    with op.batch_alter_table("asset") as table:
        table.add_column(sa.Column("former_no", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("census_no", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("value_type", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("funding", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("acquisition", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("purpose", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("voucher", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("supplier", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("manufacturer", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("warranty_until", sa.Date(), nullable=True))
        table.add_column(sa.Column("custom", sa.JSON(), server_default="{}", nullable=False))
        table.add_column(sa.Column("by_number", sa.Boolean(), server_default=sa.false(), nullable=False))
        table.add_column(sa.Column("merged_into", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
        table.create_foreign_key(
            op.f("fk_asset_school_id_merged_into"), "asset", ["school_id", "merged_into"], ["school_id", "id"]
        )
        table.create_index(op.f("ix_asset_school_id_merged_into"), ["school_id", "merged_into"])


def _item() -> None:
    with op.batch_alter_table("item") as table:
        table.add_column(sa.Column("number", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("serial", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("removed_on", sa.Date(), nullable=True))
        table.create_index(op.f("ix_item_school_id_number"), ["school_id", "number"])


def _expected_item() -> None:
    with op.batch_alter_table("expected_item") as table:
        table.add_column(sa.Column("by_number", sa.Boolean(), server_default=sa.false(), nullable=False))


def _register_import() -> None:
    with op.batch_alter_table("register_import") as table:
        table.add_column(sa.Column("columns", sa.JSON(), server_default="{}", nullable=False))
        table.add_column(sa.Column("sheets", sa.JSON(), server_default="[]", nullable=False))
        table.add_column(sa.Column("updates", sa.Boolean(), server_default=sa.false(), nullable=False))
        table.add_column(sa.Column("moves", sa.Boolean(), server_default=sa.false(), nullable=False))


def _tag_binding() -> None:
    with op.batch_alter_table("tag_binding") as table:
        table.add_column(sa.Column("bound_by", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("unbound_by", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("unbound_reason", sa.String(), server_default="", nullable=False))


def _lists_taken_back() -> None:
    with op.batch_alter_table("pass") as table:
        table.add_column(sa.Column("taken_back", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("tag_list") as table:
        table.add_column(sa.Column("taken_back_by", sa.String(), nullable=True))
        table.add_column(sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True))


def _by_import(named: str) -> None:
    """What a register file brought about."""
    with op.batch_alter_table(named) as table:
        table.add_column(sa.Column("import_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            op.f(f"fk_{named}_school_id_import_id"),
            "register_import",
            ["school_id", "import_id"],
            ["school_id", "id"],
        )


def _heartbeat() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clock_error", sa.Double(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "id"], ["station.school_id", "station.id"], name=op.f("fk_heartbeat_school_id_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_heartbeat_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_heartbeat")),
    )
