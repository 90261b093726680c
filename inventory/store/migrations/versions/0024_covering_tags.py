"""Which thing carries a tag is told by an index alone; what readers heard, and what walks, has an index each."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    told = ["school_id", "tag", "item_id", "bound_at", "unbound_at"]
    op.create_index(op.f("_".join(("ix_tag_binding", *told))), "tag_binding", told)
    op.drop_index(op.f("ix_tag_binding_school_id_tag"), "tag_binding")
    for who, more in (("station_id", ["seen_at"]), ("pass_id", [])):
        columns, only = ["school_id", who, *more], sa.text(f"{who} IS NOT NULL")
        name = op.f("_".join(("ix_sighting", *columns)))
        op.drop_index(name, "sighting")
        op.create_index(name, "sighting", columns, sqlite_where=only, postgresql_where=only)
