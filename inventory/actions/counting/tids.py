"""The numbers of the chips that answered with a tag number; more than one means that the tag was copied."""

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from inventory.ids import SchoolId
from inventory.store.register import TagBinding
from inventory.store.sightings import Sighting
from inventory.tags import Tag


def tids_of(session: Session, school: SchoolId, tag: Tag) -> list[str]:
    """Each of them once, in order."""
    bound = select(TagBinding.tid).where(TagBinding.school_id == school, TagBinding.tag == tag)
    seen = select(Sighting.tid).where(Sighting.school_id == school, Sighting.tag == tag)
    return sorted({tid.upper() for tid in session.scalars(union(bound, seen)) if tid})
