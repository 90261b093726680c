"""The lending desk: who borrows, then the thing, and it is lent; the thing again, and it is back.

Each act is a loan like any other: where the school wants signatures, it waits for them.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.documents.approving import withdraw
from inventory.actions.documents.asking import Wish, ask
from inventory.actions.documents.cancelling import cancel, step_back
from inventory.actions.documents.choosing import understand
from inventory.actions.documents.lendable import days_of
from inventory.actions.documents.movements import Occasion
from inventory.actions.documents.staging import Step, Taker, take_stage
from inventory.actions.tagging.bearers import the_bearer
from inventory.choosing import Piece
from inventory.errors import InventoryError
from inventory.ids import AssetId, ItemId, SchoolId, SlipId
from inventory.kinds.loan import KIND
from inventory.register import ItemState
from inventory.scanned import scan
from inventory.slips import Given, SlipStatus
from inventory.store.movements import MovementRow
from inventory.store.register import Asset, Item, TagBinding
from inventory.store.schools import Person, School
from inventory.store.slips import Renewal, SlipLine, SlipRow
from inventory.tagging import Bearer, Bears

_LEND, _RETURN = KIND.stages
TWICE = timedelta(seconds=3)
"""What is read again so soon was read twice, and not brought back."""


class UnknownAtDesk(InventoryError):
    """What was read belongs to nobody and nothing."""

    text = "“{text}” is on no thing and no person of this school."


class BorrowerUnsaid(InventoryError):
    """A thing that is in, and nobody who borrows it."""

    text = "Who borrows “{name}”? Read the borrower first, then the thing."


class NotLent(InventoryError):
    """A thing the desk does not lend."""

    text = "“{name}” is not lent at this desk."


class PupilAlone(InventoryError):
    """A pupil borrows, and the school does not want that."""

    text = "{name} is a pupil, and pupils may not borrow alone here. A teacher must borrow it."


class ReadTwice(InventoryError):
    """The same thing again within seconds."""

    text = "“{name}” was read twice. It stays as it was done; read it again in a moment to undo that."


class Act(StrEnum):
    """What became of something read at the desk. ASKED: the loan waits for signatures."""

    BORROWER = "borrower"
    LENT = "lent"
    ASKED = "asked"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Done:
    """The act; the borrower by id and name; the thing, its slip and the last day, where there is one."""

    act: Act
    person: UUID | None
    borrower: str
    name: str = ""
    slip: SlipId | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Out:
    """A thing that is lent: to whom, since when, until when, and whether that has passed."""

    item: ItemId
    asset: AssetId
    name: str
    number: str
    position: int
    borrower: str
    since: datetime
    due: date | None
    overdue: bool
    slip: SlipId


def at_the_desk(
    session: Session, school: SchoolId, text: str, borrower: UUID | None, occasion: Occasion, taker: Taker
) -> Done:
    """Does what follows from a tag or number that is read, after `borrower` was.

    Raises `UnknownAtDesk`, `BorrowerUnsaid`, `NotLent`, `PupilAlone`, `ReadTwice`, and what `ask` and `take_stage`
    raise.
    """
    touch_open_stocktakes(session, school)
    read = _read(session, school, text)
    if isinstance(read, Person):
        return Done(Act.BORROWER, read.id, read.name)
    name = the_bearer(session, school, Bearer(Bears.ITEM, read.item)).name
    loan = _loan_of(session, school, read.item)
    if loan is not None and read.state is ItemState.LENT:
        return _bring_back(session, school, loan, read, name, occasion, taker)
    person = session.get(Person, (school, borrower)) if borrower else None
    days = days_of(session, school, read.item)
    if days is None:
        raise NotLent(name=name)
    if person is None:
        raise BorrowerUnsaid(name=name)
    if person.pupil and not session.get_one(School, school).pupils_borrow:
        raise PupilAlone(name=person.name)
    _not_twice(session, school, read.item, name, occasion)
    return _lend(session, school, read, person, occasion.day + timedelta(days=days), name, occasion, taker)


def undo(session: Session, school: SchoolId, slip: SlipId, act: Act, occasion: Occasion, role: Role) -> None:
    """Takes the last act at the desk back. Raises `NotFound`, `NotAsked`, `ThingWentOn`."""
    if act is Act.RETURNED:
        step_back(session, school, slip, occasion)
    elif act is Act.LENT:
        cancel(session, school, slip, occasion)
    elif act is Act.ASKED:
        withdraw(session, school, slip, by=occasion.by, role=role, reason=occasion.reason, at=occasion.at)


def out_now(session: Session, school: SchoolId, today: date) -> list[Out]:
    """Everything that is lent, what is due first first."""
    agreed = (
        select(Renewal.due_on)
        .where(Renewal.school_id == SlipRow.school_id, Renewal.slip_id == SlipRow.id)
        .order_by(Renewal.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Item, Asset, SlipRow, agreed, Person.name, MovementRow.made_at)
        .join(SlipLine, and_(SlipLine.school_id == school, SlipLine.item_id == Item.id))
        .join(SlipRow, and_(SlipRow.school_id == school, SlipRow.id == SlipLine.slip_id))
        .join(Asset, and_(Asset.school_id == school, Asset.id == Item.asset_id))
        .join(MovementRow, and_(MovementRow.school_id == school, MovementRow.slip_id == SlipRow.id))
        .outerjoin(Person, and_(Person.school_id == school, Person.id == SlipRow.person_id))
        .where(Item.school_id == school, Item.state == ItemState.LENT.value, *_under_way())
        .where(MovementRow.stage == _LEND.word, MovementRow.part == 1)
    )
    found = [_out(*row, today=today) for row in rows]
    return sorted(found, key=lambda out: (out.due or date.max, out.name, out.position))


def _out(
    item: Item,
    asset: Asset,
    slip: SlipRow,
    agreed: date | None,
    borrower: str | None,
    since: datetime,
    *,
    today: date,
) -> Out:
    due = agreed or slip.due_on
    return Out(
        ItemId(item.id),
        AssetId(asset.id),
        asset.name,
        item.number or asset.asset_no,
        item.position,
        borrower or "",
        since,
        due,
        due is not None and due < today,
        SlipId(slip.id),
    )


def _read(session: Session, school: SchoolId, text: str) -> Person | Piece:
    """Whose or what it is: a person by a tag, a thing by whatever means it, a person by the name."""
    tags = scan(text).tags()
    worn = (TagBinding.school_id == school, TagBinding.tag.in_(tags), TagBinding.unbound_at.is_(None))
    its = and_(Person.school_id == TagBinding.school_id, Person.id == TagBinding.person_id)
    person = session.scalar(select(Person).join(TagBinding, its).where(*worn).limit(1)) if tags else None
    if person is not None:
        return person
    things = understand(session, school, [text]).pieces
    if things:
        return things[0]
    called = (Person.school_id == school, Person.name == text.strip())
    person = session.scalar(select(Person).where(*called).order_by(Person.id).limit(1))
    if person is None:
        raise UnknownAtDesk(text=text)
    return person


def _under_way() -> tuple[Any, ...]:
    return SlipRow.kind == KIND.word, SlipRow.status == SlipStatus.UNDER_WAY.value


def _loan_of(session: Session, school: SchoolId, item: ItemId) -> SlipId | None:
    its = and_(SlipLine.school_id == SlipRow.school_id, SlipLine.slip_id == SlipRow.id)
    found = session.scalar(
        select(SlipRow.id)
        .join(SlipLine, its)
        .where(SlipRow.school_id == school, SlipLine.item_id == item, *_under_way())
        .order_by(SlipRow.id.desc())
        .limit(1)
    )
    return SlipId(found) if found else None


def _not_twice(session: Session, school: SchoolId, item: ItemId, name: str, occasion: Occasion) -> None:
    its = and_(SlipLine.school_id == MovementRow.school_id, SlipLine.slip_id == MovementRow.slip_id)
    last = session.scalar(
        select(MovementRow.made_at)
        .join(SlipLine, its)
        .where(MovementRow.school_id == school, SlipLine.item_id == item)
        .order_by(MovementRow.id.desc())
        .limit(1)
    )
    if last is not None and timedelta(0) <= occasion.at - last < TWICE:
        raise ReadTwice(name=name)


def _bring_back(
    session: Session, school: SchoolId, loan: SlipId, piece: Piece, name: str, occasion: Occasion, taker: Taker
) -> Done:
    _not_twice(session, school, piece.item, name, occasion)
    take_stage(session, school, loan, Step(_RETURN.word, [piece.item]), occasion, taker)
    row = session.get_one(SlipRow, (school, loan))
    person = session.get(Person, (school, row.person_id)) if row.person_id else None
    return Done(Act.RETURNED, None, person.name if person else "", name, loan)


def _lend(
    session: Session,
    school: SchoolId,
    piece: Piece,
    person: Person,
    due: date,
    name: str,
    occasion: Occasion,
    taker: Taker,
) -> Done:
    wish = Wish(KIND.word, [piece.item], Given(person=person.id, due_on=due))
    slip = ask(session, school, wish, occasion, taker.role)
    if session.get_one(SlipRow, (school, slip)).status != SlipStatus.READY:
        return Done(Act.ASKED, person.id, person.name, name, slip, due)
    take_stage(session, school, slip, Step(_LEND.word), occasion, taker)
    return Done(Act.LENT, person.id, person.name, name, slip, due)
