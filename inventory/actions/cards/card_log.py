"""Reading the log of changes: what was changed on a card, or on all cards in a period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from inventory.fields import LABELS, OWN
from inventory.ids import AssetId, SchoolId
from inventory.store.cards import CardChange, CustomField
from inventory.store.register import Asset, Item

OTHER = "others:"
"""What the name of a column begins with that a register file has and the card has no field for."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change: which card (and which piece, by position), what, from, to, when, by whom and why.

    `label` is the English name of the field, or what people call it if it is one of `named_by_people`.
    """

    asset: AssetId
    asset_no: str
    name: str
    item: int | None
    field: str
    label: str
    before: str
    after: str
    at: datetime
    by: str
    reason: str

    @property
    def named_by_people(self) -> bool:
        """Whether the label is from people or files and stays as it is."""
        return self.field.startswith((OWN, OTHER))


def changes_of(session: Session, school: SchoolId, asset: AssetId, *, most: int | None = None) -> list[ChangeLine]:
    """The changes of the card and of its pieces, also of the time when they stood on another card; newest first."""
    pieces = select(Item.id).where(Item.school_id == school, Item.asset_id == asset)
    its = or_(CardChange.asset_id == asset, CardChange.item_id.in_(pieces))
    newest = _changes(school, its).order_by(CardChange.at.desc(), CardChange.id.desc()).limit(most)
    return list(_lines(session, school, newest))


def changes_between(session: Session, school: SchoolId, first: datetime, end: datetime) -> Iterator[ChangeLine]:
    """The changes of all cards from the moment `first` until before `end`, the oldest first; as they are read."""
    then = and_(CardChange.at >= first, CardChange.at < end)
    return _lines(session, school, _changes(school, then).order_by(CardChange.at, CardChange.id))


def _changes(school: SchoolId, which: ColumnElement[bool]) -> Select[CardChange, str, str, int | None]:
    return (
        select(CardChange, Asset.asset_no, Asset.name, Item.position)
        .join(Asset, and_(Asset.school_id == CardChange.school_id, Asset.id == CardChange.asset_id))
        .outerjoin(Item, and_(Item.school_id == CardChange.school_id, Item.id == CardChange.item_id))
        .where(CardChange.school_id == school, which)
    )


def _lines(
    session: Session, school: SchoolId, changes: Select[CardChange, str, str, int | None]
) -> Iterator[ChangeLine]:
    own = _own_names(session, school)
    for change, asset_no, name, item in session.execute(changes.execution_options(yield_per=1_000)):
        yield ChangeLine(
            asset=AssetId(change.asset_id),
            asset_no=asset_no,
            name=name,
            item=item,
            field=change.field,
            label=_label(change.field, own),
            before=change.before,
            after=change.after,
            at=change.at,
            by=change.by,
            reason=change.reason,
        )


def _label(field: str, own: dict[str, str]) -> str:
    if field.startswith(OTHER):
        return field.removeprefix(OTHER)
    return own.get(field) or LABELS.get(field, field)


def _own_names(session: Session, school: SchoolId) -> dict[str, str]:
    rows: Select[UUID, str] = select(CustomField.id, CustomField.name).where(CustomField.school_id == school)
    return {f"{OWN}{row.id.hex}": row.name for row in session.execute(rows)}
