"""Taking an import back, whole: its cards leave, what it changed becomes what it was, its empty rooms go.

What happened to its cards since is never lost: then the import can no longer be taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, and_, cast, delete, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.cards.card_changes import Change, Why, change_cards
from inventory.actions.cards.named import ids_by_name
from inventory.actions.documents.movements import Occasion
from inventory.actions.documents.reversing import reverse_all
from inventory.actions.importing.import_updates import PIECE, TAG
from inventory.actions.importing.imports import import_of
from inventory.actions.proof.journal import record
from inventory.actions.proof.sums import counted
from inventory.actions.school.schools import lock_school
from inventory.collecting import uncollected
from inventory.digests import beginning
from inventory.errors import InventoryError
from inventory.fields import FIELDS, Holds, from_text
from inventory.ids import AssetId, ImportId, ItemId, SchoolId
from inventory.store.cards import CardChange
from inventory.store.movements import MovementRow
from inventory.store.parts import among, in_parts
from inventory.store.places import Room
from inventory.store.references import is_referred_to
from inventory.store.register import Asset, Category, Item, TagBinding
from inventory.store.schools import Department, Person
from inventory.store.stocktakes import ExpectedItem
from inventory.store.written import written


class NotApplied(InventoryError):
    """Only an applied import can be undone."""

    text = "This import is not applied, so there is nothing to undo."


class RegisterInUse(InventoryError):
    """A stock-take already counts on the cards of this import."""

    text = "Cards of this import are in a stock-take, so it cannot be undone any more."


class CardWentOn(InventoryError):
    """A card was changed, moved or labelled after the import that is to be taken back."""

    text = "{name} ({number}) was changed after this import, so it cannot be undone any more."


@uncollected()
def undo_import(
    session: Session, school: SchoolId, import_id: ImportId, *, by: str, at: datetime, zone: tzinfo
) -> None:
    """Takes an import back. Raises `NotFound`, `NotApplied`, `RegisterInUse`, `CardWentOn` or `ThingWentOn`."""
    touch_open_stocktakes(session, school)
    lock_school(session, school)
    handed_in = import_of(session, school, import_id, lock=True)
    if handed_in.applied_at is None or handed_in.undone_at is not None:
        raise NotApplied
    done = _Done(school, import_id, handed_in.applied_at)
    _refuse_in_use(session, done)
    reverse_all(session, school, done.documents, Occasion(handed_in.filename, by, at, zone=zone))
    _restore(session, done, Why(by, at, handed_in.filename))
    began = _remove(session, done)
    handed_in.undone_at = at
    facts = {"filename": handed_in.filename, "beginning": began}
    record(session, school, at=at, by=by, what="register import undone", subject=import_id, facts=facts)


@dataclass(frozen=True, slots=True)
class _Done:
    """What an import did when it was applied, as conditions on the tables."""

    school: SchoolId
    import_id: ImportId
    at: datetime

    @property
    def cards(self) -> ColumnElement[bool]:
        """The cards it entered."""
        return and_(Asset.school_id == self.school, Asset.import_id == self.import_id)

    @property
    def changes(self) -> ColumnElement[bool]:
        """What it changed on cards that were there before."""
        mine = (CardChange.school_id == self.school, CardChange.import_id == self.import_id)
        return and_(*mine, CardChange.at == self.at)

    @property
    def pieces(self) -> ColumnElement[bool]:
        """The pieces of its cards, and those it added to others."""
        its_cards = Item.asset_id.in_(select(Asset.id).where(self.cards))
        added = select(CardChange.asset_id, CardChange.after).where(self.changes, CardChange.field == PIECE)
        is_added = tuple_(Item.asset_id, cast(Item.position, String)).in_(added)
        return and_(Item.school_id == self.school, or_(its_cards, is_added))

    @property
    def documents(self) -> ColumnElement[bool]:
        """The documents by which it booked pieces elsewhere."""
        return MovementRow.import_id == self.import_id


def _refuse_in_use(session: Session, done: _Done) -> None:
    counted = and_(ExpectedItem.school_id == done.school, ExpectedItem.item_id == Item.id)
    if session.scalar(select(literal(True)).where(done.pieces, exists().where(counted)).limit(1)):
        raise RegisterInUse
    labelled = aliased(TagBinding)
    since = exists().where(labelled.school_id == done.school, labelled.item_id == Item.id, _later(labelled, done))
    later = aliased(CardChange)
    again = exists().where(
        *(later.school_id == done.school, later.asset_id == CardChange.asset_id, later.field == CardChange.field),
        *(_bearer(later) == _bearer(CardChange), later.at > done.at),
    )
    _refuse(session, _cards_of(Item).where(done.pieces, or_(since, is_referred_to(Item, but=_ITS_OWN))))
    _refuse(session, select(Asset.name, Asset.asset_no).where(done.cards, is_referred_to(Asset, but=_PIECES)))
    _refuse(session, _cards_of(CardChange).where(done.changes, again))


def _bearer(change: Any) -> ColumnElement[UUID]:
    """The piece or else the card that was changed. No index has it: most changes are of no piece, thus all alike."""
    bearer: ColumnElement[UUID] = func.coalesce(change.item_id, change.asset_id)
    return bearer


_PIECES = frozenset({"item"})
_ITS_OWN = frozenset({"tag_binding"})


def _later(binding: Any, done: _Done) -> ColumnElement[bool]:
    later: ColumnElement[bool] = or_(binding.bound_at > done.at, binding.unbound_at.is_not(None))
    return later


def _cards_of(table: type[Item | CardChange]) -> Select[str, str]:
    of_card = and_(table.school_id == Asset.school_id, table.asset_id == Asset.id)
    return select(Asset.name, Asset.asset_no).join(table, of_card)


def _refuse(session: Session, gone_on: Select[str, str]) -> None:
    first = session.execute(gone_on.limit(1)).first()
    if first is not None:
        raise CardWentOn(name=first.name, number=first.asset_no)


def _restore(session: Session, done: _Done, why: Why) -> None:
    """What the import changed becomes what it was; the log keeps both."""
    made = session.scalars(select(CardChange).where(done.changes, CardChange.field.not_in((PIECE, TAG)))).all()
    named = _Named(session, done.school)
    change_cards(session, done.school, [named.back(change) for change in made], why)
    bound = select(CardChange.item_id, CardChange.after).where(done.changes, CardChange.field == TAG)
    which = tuple_(TagBinding.item_id, TagBinding.tag).in_(bound)
    its = (TagBinding.school_id == done.school, TagBinding.bound_at == done.at, which)
    with counted(session, done.school, TagBinding, *its):
        session.execute(delete(TagBinding).where(*its).execution_options(synchronize_session=False))


class _Named:
    """Finds again what the log calls by its name."""

    def __init__(self, session: Session, school: SchoolId) -> None:
        rows = session.execute(select(Category.code, Category.name, Category.id).where(Category.school_id == school))
        self._categories = {" ".join(filter(None, (code, name))): found for code, name, found in rows}
        rooms = select(Department.name, Department.id).where(Department.school_id == school)
        self._departments = dict(session.execute(rooms).all())
        self._people = ids_by_name(session, school, Person, set())

    def back(self, change: CardChange) -> Change:
        """The change that makes the field what it was."""
        asset, item = AssetId(change.asset_id), ItemId(change.item_id) if change.item_id else None
        if change.field == "category":
            return Change(asset, "category_id", self._categories.get(change.before), item)
        if change.field == "department":
            return Change(asset, "department_id", self._departments.get(change.before), item)
        if change.field == "user":
            return Change(asset, "user_id", self._people.get(change.before), item)
        return Change(asset, change.field, _value(change.field, change.before), item)


def _value(field: str, text: str) -> Any:
    if field == "quantity":
        return int(text)
    known = FIELDS.get(field)
    return text if known is None or known.holds is Holds.TEXT else from_text(known, text)


def _remove(session: Session, done: _Done) -> str:
    """Its cards, its pieces with their tags, and its rooms that nobody uses; how the pieces stand as they began."""
    ids = written(Item.id, Item.room_id, Item.keeper_id)
    stood: Sequence[Any] = session.connection().execute(select(*ids, Item.state).where(done.pieces)).all()
    pieces = [item for item, *_ in stood]
    its_rooms = and_(Room.school_id == done.school, Room.import_id == done.import_id, ~is_referred_to(Room))
    tables: tuple[tuple[type[Any], ColumnElement[bool]], ...] = (
        *((TagBinding, among(session, TagBinding.item_id, some)) for some in in_parts(pieces)),
        *((Item, among(session, Item.id, some)) for some in in_parts(pieces)),
        (Asset, done.cards),
        (Room, its_rooms),
    )
    for table, which in tables:
        gone = delete(table).where(table.school_id == done.school, which)
        with counted(session, done.school, table, which):
            session.execute(gone.execution_options(synchronize_session=False))
    return beginning(stood)
