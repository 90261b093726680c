"""The register: categories, imports, cards, items, tags."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _category()
    _register_import()
    _asset()
    _item()
    _tag_binding()


def _category() -> None:
    op.create_table(
        "category",
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_category_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_category")),
        sa.UniqueConstraint(
            "school_id",
            "scheme",
            "edition",
            "code",
            "name",
            name=op.f("uq_category_school_id_scheme_edition_code_name"),
        ),
    )


def _register_import() -> None:
    op.create_table(
        "register_import",
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("handed_in_by", sa.String(), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_register_import_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_register_import")),
    )


def _asset() -> None:
    op.create_table(
        "asset",
        sa.Column("asset_no", sa.String(), nullable=False),
        sa.Column("import_key", sa.String(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.Column("fiscal_no", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.Column("department_id", sa.Uuid(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("acquired", sa.Date(), nullable=True),
        sa.Column("posted", sa.Date(), nullable=True),
        sa.Column("life_months", sa.Integer(), nullable=True),
        sa.Column("brand", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("others", sa.JSON(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "category_id"],
            ["category.school_id", "category.id"],
            name=op.f("fk_asset_school_id_category_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "department_id"],
            ["department.school_id", "department.id"],
            name=op.f("fk_asset_school_id_department_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "import_id"],
            ["register_import.school_id", "register_import.id"],
            name=op.f("fk_asset_school_id_import_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_asset_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_asset")),
        sa.UniqueConstraint("school_id", "import_key", name=op.f("uq_asset_school_id_import_key")),
    )
    op.create_index(op.f("ix_asset_school_id_asset_no_id"), "asset", ["school_id", "asset_no", "id"], unique=False)


def _item() -> None:
    op.create_table(
        "item",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("keeper_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "asset_id"], ["asset.school_id", "asset.id"], name=op.f("fk_item_school_id_asset_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "keeper_id"], ["person.school_id", "person.id"], name=op.f("fk_item_school_id_keeper_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "room_id"], ["room.school_id", "room.id"], name=op.f("fk_item_school_id_room_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "user_id"], ["person.school_id", "person.id"], name=op.f("fk_item_school_id_user_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_item_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_item")),
        sa.UniqueConstraint("school_id", "asset_id", "position", name=op.f("uq_item_school_id_asset_id_position")),
    )
    op.create_index(op.f("ix_item_school_id_room_id"), "item", ["school_id", "room_id"], unique=False)


def _tag_binding() -> None:
    op.create_table(
        "tag_binding",
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("tid", sa.String(), nullable=True),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unbound_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "CAST(item_id IS NOT NULL AS INTEGER) + CAST(room_id IS NOT NULL AS INTEGER)"
            " + CAST(person_id IS NOT NULL AS INTEGER) = 1",
            name=op.f("ck_tag_binding_one_bearer"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "item_id"], ["item.school_id", "item.id"], name=op.f("fk_tag_binding_school_id_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "person_id"],
            ["person.school_id", "person.id"],
            name=op.f("fk_tag_binding_school_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "room_id"], ["room.school_id", "room.id"], name=op.f("fk_tag_binding_school_id_room_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_tag_binding_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_tag_binding")),
    )
    op.create_index(op.f("ix_tag_binding_school_id_item_id"), "tag_binding", ["school_id", "item_id"], unique=False)
    op.create_index(op.f("ix_tag_binding_school_id_tag"), "tag_binding", ["school_id", "tag"], unique=False)
