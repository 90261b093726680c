"""Writing a slip in the words people use: rooms by code, persons by name; and doing at once what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.cards.named import ids_by_name
from inventory.actions.documents.asking import Wish, ask
from inventory.actions.documents.called import person_called, room_called
from inventory.actions.documents.movements import Occasion
from inventory.actions.documents.staging import Step, Taker, take_stage
from inventory.actions.school.schools import lock_school
from inventory.errors import NotFound
from inventory.ids import ItemId, SchoolId, SlipId, new_id
from inventory.kinds import KINDS
from inventory.slips import Given, Kind, SlipStatus
from inventory.store.schools import Person
from inventory.store.slips import SlipRow


@dataclass(frozen=True, slots=True)
class Draft:
    """A slip as somebody fills it in: the room by its code or name, the person by name, "" where it says none.

    `rooms` and `id` are those of `Wish`. With `at_once` it is carried out as well, as far as nothing has to wait.
    """

    kind: str
    items: Sequence[ItemId]
    room: str = ""
    person: str = ""
    due_on: date | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    rooms: bool = False
    at_once: bool = False
    id: SlipId = field(default_factory=lambda: SlipId(new_id()))


def may_do_at_once(kind: Kind, role: Role) -> bool:
    """Whether somebody of the role can carry a slip out with the click that writes it, if nobody has to sign."""
    return bool(kind.in_one_go) and all(role >= stage.role for stage in kind.in_one_go)


def write(session: Session, school: SchoolId, draft: Draft, occasion: Occasion, taker: Taker) -> SlipId:
    """Asks for the slip, and takes the stages that go in one go if it is to be done at once and needs no signature.

    A person the kind lets be a newcomer is entered. Raises `NotFound` and what `ask` and `take_stage` raise.
    """
    if draft.at_once:
        touch_open_stocktakes(session, school)
    lock_school(session, school)
    if session.get(SlipRow, (school, draft.id)) is not None:
        return draft.id
    kind = KINDS.get(draft.kind)
    if kind is None or not kind.stages:
        raise NotFound(kind="document", name=draft.kind)
    room = room_called(session, school, draft.room) if kind.room and draft.room else None
    given = Given(room, _person(session, school, kind, draft.person), draft.due_on)
    wish = Wish(kind.word, draft.items, given, draft.fields, occasion.stocktake, draft.rooms, draft.id)
    slip = ask(session, school, wish, occasion, taker.role)
    if draft.at_once and may_do_at_once(kind, taker.role):
        _do_at_once(session, school, slip, kind, occasion, taker)
    return slip


def _do_at_once(
    session: Session, school: SchoolId, slip: SlipId, kind: Kind, occasion: Occasion, taker: Taker
) -> None:
    if session.get_one(SlipRow, (school, slip)).status == SlipStatus.READY:
        for stage in kind.in_one_go:
            take_stage(session, school, slip, Step(stage.word), occasion, taker)


def _person(session: Session, school: SchoolId, kind: Kind, name: str) -> UUID | None:
    if not (kind.person and name):
        return None
    if kind.person.newcomer:
        return ids_by_name(session, school, Person, {name})[name]
    return person_called(session, school, name)
