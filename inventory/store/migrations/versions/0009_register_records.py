"""The register: changes, own fields, papers, kept views, lives, file shapes, labels, tag files; and errands done."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    _custom_field()
    _label_print()
    _label_template()
    _month_rule()
    _register_shape()
    _saved_view()
    _service_life()
    _task_mark()
    _attachment()
    _card_change()
    _label_print_item()
    _own_epcs()
    _tag_file()
    _tag_file_binding()


def _custom_field() -> None:
    op.create_table(
        "custom_field",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_custom_field_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_custom_field")),
    )


def _label_print() -> None:
    op.create_table(
        "label_print",
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("layout", sa.JSON(), nullable=False),
        sa.Column("printed_by", sa.String(), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_label_print_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_label_print")),
    )


def _label_template() -> None:
    op.create_table(
        "label_template",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("layout", sa.JSON(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_label_template_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_label_template")),
        sa.UniqueConstraint("school_id", "name", name=op.f("uq_label_template_school_id_name")),
    )


def _month_rule() -> None:
    op.create_table(
        "month_rule",
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_month_rule_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_month_rule")),
        sa.UniqueConstraint("school_id", "valid_from", name=op.f("uq_month_rule_school_id_valid_from")),
    )


def _register_shape() -> None:
    op.create_table(
        "register_shape",
        sa.Column("shape", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_register_shape_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_register_shape")),
        sa.UniqueConstraint("school_id", "shape", name=op.f("uq_register_shape_school_id_shape")),
    )


def _saved_view() -> None:
    op.create_table(
        "saved_view",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_saved_view_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("school_id", "owner", "name", name=op.f("uq_saved_view_school_id_owner_name")),
    )


def _service_life() -> None:
    op.create_table(
        "service_life",
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_service_life_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_service_life")),
        sa.UniqueConstraint(
            "school_id",
            "scheme",
            "edition",
            "code",
            "valid_from",
            name=op.f("uq_service_life_school_id_scheme_edition_code_valid_from"),
        ),
    )


def _task_mark() -> None:
    op.create_table(
        "task_mark",
        sa.Column("stocktake_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("marked_by", sa.String(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "stocktake_id"],
            ["stocktake.school_id", "stocktake.id"],
            name=op.f("fk_task_mark_school_id_stocktake_id"),
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_task_mark_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_task_mark")),
        sa.UniqueConstraint(
            "school_id",
            "stocktake_id",
            "subject",
            "number",
            name=op.f("uq_task_mark_school_id_stocktake_id_subject_number"),
        ),
    )


def _attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_by", sa.String(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "asset_id"], ["asset.school_id", "asset.id"], name=op.f("fk_attachment_school_id_asset_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "item_id"], ["item.school_id", "item.id"], name=op.f("fk_attachment_school_id_item_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_attachment_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_school_id_asset_id"), "attachment", ["school_id", "asset_id"], unique=False)


def _card_change() -> None:
    op.create_table(
        "card_change",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "asset_id"], ["asset.school_id", "asset.id"], name=op.f("fk_card_change_school_id_asset_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "import_id"],
            ["register_import.school_id", "register_import.id"],
            name=op.f("fk_card_change_school_id_import_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "item_id"], ["item.school_id", "item.id"], name=op.f("fk_card_change_school_id_item_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_card_change_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_card_change")),
    )
    for column in ("asset_id", "item_id", "import_id", "at"):
        op.create_index(
            op.f(f"ix_card_change_school_id_{column}"), "card_change", ["school_id", column], unique=False
        )


def _label_print_item() -> None:
    op.create_table(
        "label_print_item",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("print_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "item_id"],
            ["item.school_id", "item.id"],
            name=op.f("fk_label_print_item_school_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "print_id"],
            ["label_print.school_id", "label_print.id"],
            name=op.f("fk_label_print_item_school_id_print_id"),
        ),
        sa.PrimaryKeyConstraint("school_id", "print_id", "position", name=op.f("pk_label_print_item")),
    )
    op.create_index(
        op.f("ix_label_print_item_school_id_item_id"), "label_print_item", ["school_id", "item_id"], unique=False
    )


def _own_epcs() -> None:
    with op.batch_alter_table("school") as table:
        table.add_column(sa.Column("epcs_given", sa.BigInteger(), server_default="0", nullable=False))


def _tag_file() -> None:
    op.create_table(
        "tag_file",
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("handed_in_by", sa.String(), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_tag_file_school_id")),
        sa.PrimaryKeyConstraint("school_id", "id", name=op.f("pk_tag_file")),
    )


def _tag_file_binding() -> None:
    op.create_table(
        "tag_file_binding",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("binding_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "binding_id"],
            ["tag_binding.school_id", "tag_binding.id"],
            name=op.f("fk_tag_file_binding_school_id_binding_id"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "file_id"],
            ["tag_file.school_id", "tag_file.id"],
            name=op.f("fk_tag_file_binding_school_id_file_id"),
        ),
        sa.PrimaryKeyConstraint("school_id", "file_id", "binding_id", name=op.f("pk_tag_file_binding")),
    )
