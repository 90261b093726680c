"""Binding tags to things, rooms and persons, one at a time, and taking them off; what was bound stays in the history.

A thing may carry several tags, a tag is on one thing: what is on another is taken off there first, with a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.decision_checks import ThingWrittenOff
from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.proof.journal import record
from inventory.actions.proof.sums import came, counted
from inventory.actions.school.schools import lock_school
from inventory.actions.tagging.bearers import named, the_bearer
from inventory.errors import InventoryError
from inventory.ids import SchoolId, new_id
from inventory.store.parts import in_parts
from inventory.store.register import TagBinding
from inventory.tagging import Bearer, Bears, Named
from inventory.tags import Tag


class TagElsewhere(InventoryError):
    """The tag is on something else; nobody has said that it is to be taken off there."""

    text = "Tag {tag} is already on {name} {number}. Take it off there, or use a fresh one."


class TagOnNothing(InventoryError):
    """A tag that is on nothing, or not on that, cannot be taken off it."""

    text = "Tag {tag} is not bound there. Look again what it is on."


class ReasonUnsaid(InventoryError):
    """A tag is not taken off without a reason."""

    text = "Say why tag {tag} is taken off."


@dataclass(frozen=True, slots=True)
class Wish:
    """A tag that is to be on something, with the number of its chip if it is known.

    `replaces` is a tag that comes off the same bearer; `away` takes the new tag off whatever else it is on. Both want
    a `reason`.
    """

    tag: Tag
    bearer: Bearer
    tid: str | None = None
    replaces: Tag | None = None
    away: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Spell:
    """A tag on a bearer, from–to; `until` is None while it is on."""

    tag: Tag
    tid: str | None
    bearer: Named
    since: datetime
    by: str
    until: datetime | None
    until_by: str
    reason: str


def bind_tag(session: Session, school: SchoolId, wish: Wish, *, by: str, at: datetime) -> None:
    """Puts the tag on; one that is on already stays as it is.

    Raises `NotFound` or `ThingWrittenOff` (bearer), `TagElsewhere`, `TagOnNothing` (what is to be replaced) and
    `ReasonUnsaid`.
    """
    touch_open_stocktakes(session, school)
    lock_school(session, school)
    bearer = the_bearer(session, school, wish.bearer)
    if bearer.gone:
        raise ThingWrittenOff(name=bearer.name, number=bearer.number)
    now_on = _bound(session, school, TagBinding.tag == wish.tag)
    others = [each for each in now_on if bearer_of(each) != wish.bearer]
    if others and not wish.away:
        other = named(session, school, [bearer_of(others[0])])[bearer_of(others[0])]
        raise TagElsewhere(tag=wish.tag, name=other.name, number=other.number)
    for each in (*others, *_replaced(session, school, wish)):
        _end(session, each, wish.reason, by=by, at=at)
    if len(others) == len(now_on):
        fresh = new_binding(school, wish.tag, wish.bearer, wish.tid, by=by, at=at)
        session.add(fresh)
        came(session, school, TagBinding, TagBinding.id == fresh.id)
        facts = {"tag": wish.tag, wish.bearer.kind.value: f"{bearer.name} {bearer.number}".strip()}
        record(session, school, at=at, by=by, what="tag bound", subject=wish.bearer.id, facts=facts)
    session.flush()


def take_off(
    session: Session,
    school: SchoolId,
    tag: Tag,
    *,
    reason: str,
    by: str,
    at: datetime,
    bearer: Bearer | None = None,
) -> None:
    """Takes the tag off the bearer, or off all it is on. Raises `TagOnNothing` or `ReasonUnsaid`."""
    touch_open_stocktakes(session, school)
    lock_school(session, school)
    now_on = [
        each for each in _bound(session, school, TagBinding.tag == tag) if bearer is None or bearer_of(each) == bearer
    ]
    if not now_on:
        raise TagOnNothing(tag=tag)
    for each in now_on:
        _end(session, each, reason, by=by, at=at)
    session.flush()


def spells(
    session: Session, school: SchoolId, *, tag: Tag | None = None, bearer: Bearer | None = None
) -> list[Spell]:
    """Everything the tag was ever on, or every tag the bearer ever carried; what is so now first, then the newest."""
    which = _is_on(bearer) if bearer else TagBinding.tag == tag
    rows = session.scalars(select(TagBinding).where(TagBinding.school_id == school, which)).all()
    called = named(session, school, {bearer_of(row) for row in rows})
    found = [
        Spell(
            Tag(row.tag),
            row.tid,
            called[bearer_of(row)],
            row.bound_at,
            row.bound_by,
            row.unbound_at,
            row.unbound_by,
            row.unbound_reason,
        )
        for row in rows
    ]
    return sorted(found, key=lambda spell: (spell.until is None, spell.since), reverse=True)


def bearers_now(session: Session, school: SchoolId, tags: Sequence[Tag]) -> dict[Tag, Named]:
    """What each of the tags is on now; of several claimants one."""
    on = {
        Tag(row.tag): bearer_of(row)
        for some in in_parts(tags)
        for row in _bound(session, school, TagBinding.tag.in_(some))
    }
    called = named(session, school, set(on.values()))
    return {tag: called[bearer] for tag, bearer in on.items()}


def new_binding(school: SchoolId, tag: Tag, bearer: Bearer, tid: str | None, *, by: str, at: datetime) -> TagBinding:
    """A tag on a bearer from now on."""
    on = {_column(kind): bearer.id if kind is bearer.kind else None for kind in Bears}
    return TagBinding(
        school_id=school, id=new_id(), tag=tag, tid=tid, bound_at=at, bound_by=by, unbound_at=None, **on
    )


def bearer_of(binding: TagBinding) -> Bearer:
    """What the tag of the binding is on: one of the three, as the table demands."""
    return next(Bearer(kind, bearer) for kind in Bears if (bearer := getattr(binding, _column(kind))))


def _is_on(bearer: Bearer) -> ColumnElement[bool]:
    on: ColumnElement[bool] = getattr(TagBinding, _column(bearer.kind)) == bearer.id
    return on


def _column(kind: Bears) -> str:
    return f"{kind.value}_id"


def _replaced(session: Session, school: SchoolId, wish: Wish) -> list[TagBinding]:
    if wish.replaces is None:
        return []
    found = _bound(session, school, _is_on(wish.bearer), TagBinding.tag == wish.replaces)
    if not found:
        raise TagOnNothing(tag=wish.replaces)
    return found


def _bound(session: Session, school: SchoolId, *which: ColumnElement[bool]) -> list[TagBinding]:
    now = (TagBinding.school_id == school, TagBinding.unbound_at.is_(None))
    return list(session.scalars(select(TagBinding).where(*now, *which).order_by(TagBinding.bound_at)))


def _end(session: Session, binding: TagBinding, reason: str, *, by: str, at: datetime) -> None:
    if not reason.strip():
        raise ReasonUnsaid(tag=binding.tag)
    with counted(session, SchoolId(binding.school_id), TagBinding, TagBinding.id == binding.id):
        binding.unbound_at, binding.unbound_by, binding.unbound_reason = at, by, reason.strip()
    subject, facts = bearer_of(binding).id, {"tag": binding.tag}
    record(
        *(session, binding.school_id),
        at=at,
        by=by,
        what="tag taken off",
        subject=subject,
        facts=facts,
        reason=reason.strip(),
    )
