"""Whether a thing carries a tag now is told by the index alone, without looking at the tags it carried."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.drop_index(op.f("ix_tag_binding_school_id_item_id"), "tag_binding")
    columns = ["school_id", "item_id", "unbound_at"]
    op.create_index(op.f("ix_tag_binding_school_id_item_id_unbound_at"), "tag_binding", columns)
