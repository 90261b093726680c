"""Giving out tag numbers of our own scheme: each once in the life of a school."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.proof.journal import record
from inventory.actions.proof.sums import came
from inventory.actions.school.schools import lock_school
from inventory.actions.tagging.binding import new_binding
from inventory.actions.tagging.untagged import untagged_of
from inventory.ids import ItemId, SchoolId
from inventory.own_epc import OwnEpc, school_mark
from inventory.store.parts import among, in_parts
from inventory.store.register import TagBinding
from inventory.store.schools import School
from inventory.tagging import Bearer, Bears
from inventory.tags import Tag


def next_epcs(session: Session, school: SchoolId, n: int) -> list[Tag]:
    """The next `n` numbers; they are taken whether or not they are ever written to a tag.

    Numbers that were bound already, as after going back to an old backup, are passed over.
    """
    fresh: list[Tag] = []
    while len(fresh) < n:
        given = _given(session, school, n - len(fresh))
        known = _known(session, school, given)
        fresh += [tag for tag in given if tag not in known]
    return fresh


def number_things(
    session: Session, school: SchoolId, items: Sequence[ItemId], *, by: str, at: datetime
) -> dict[ItemId, Tag]:
    """Binds a number of our own to each thing that can be tagged and is not, for a printer that writes tags."""
    touch_open_stocktakes(session, school)
    lock_school(session, school)
    untagged = untagged_of(session, school, items)
    bare = [item for item in dict.fromkeys(items) if item in untagged]
    if not bare:
        return {}
    numbers = dict(zip(bare, next_epcs(session, school, len(bare)), strict=True))
    session.add_all(
        new_binding(school, tag, Bearer(Bears.ITEM, item), None, by=by, at=at) for item, tag in numbers.items()
    )
    session.flush()
    came(session, school, TagBinding, among(session, TagBinding.item_id, bare))
    facts = {"count": str(len(bare)), "first": numbers[bare[0]], "last": numbers[bare[-1]]}
    record(session, school, at=at, by=by, what="tag numbers given", subject=school, facts=facts)
    return numbers


def _given(session: Session, school: SchoolId, n: int) -> list[Tag]:
    last = session.execute(
        update(School)
        .where(School.id == school)
        .values(epcs_given=School.epcs_given + n)
        .returning(School.epcs_given)
    ).scalar_one()
    mark = school_mark(school)
    return [OwnEpc(mark, serial).tag() for serial in range(last - n + 1, last + 1)]


def _known(session: Session, school: SchoolId, tags: Sequence[Tag]) -> set[str]:
    """Those that were ever bound."""
    return {
        tag
        for some in in_parts(tags)
        for tag in session.scalars(
            select(TagBinding.tag).where(TagBinding.school_id == school, TagBinding.tag.in_(some))
        )
    }
