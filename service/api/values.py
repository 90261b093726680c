"""What the register is worth, for programs: the balances on a day and the changes of a period, by group."""

from datetime import UTC, date, datetime
from decimal import Decimal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict

from service.access import Viewer
from service.blind import refuse_register_if_blind
from service.database import ReadSession
from service.pages.values import Asked
from service.printing import turns_of
from service.valuing import By, Values
from service.zone import Zone

router = APIRouter(prefix="/values")


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class HoldingOut(_Out):
    """So many cards of so many pieces, in yuan; of `unvalued` pieces nobody knows the depreciation."""

    cards: int
    pieces: int
    cost: Decimal
    accumulated: Decimal
    net: Decimal
    unvalued: int


class BalanceOut(_Out):
    """What a group held at the end of the last day. `group` is "" where the books name none."""

    group: str
    held: HoldingOut


class TurnoverOut(_Out):
    """How a group changed: opening + added - removed = closing. `charged` is what months took, a part of `added`."""

    group: str
    opening: HoldingOut
    added: HoldingOut
    removed: HoldingOut
    closing: HoldingOut
    charged: Decimal


class ValuesOut(BaseModel):
    """Both tables, group by group, and what all groups held and how all changed together."""

    first: date
    last: date
    by: By
    balances: list[BalanceOut]
    held: HoldingOut
    changes: list[TurnoverOut]
    changed: TurnoverOut


@router.get("")
def get_values(
    request: Request, who: Viewer, session: ReadSession, values: Values, zone: Zone, asked: Asked
) -> ValuesOut:
    """The tables of the period from `first` to the end of `last`; without a word of this year up to today."""
    refuse_register_if_blind(session, who)
    today = datetime.now(UTC).astimezone(zone).date()
    first, last = asked.days(today)
    with turns_of(request).turn():
        tables = values.of(session, who.school, today, zone).tables(asked.by, first, last)
    (balances, held), (changes, changed) = tables
    return ValuesOut(
        first=first,
        last=last,
        by=asked.by,
        balances=[BalanceOut.model_validate(row) for row in balances],
        held=HoldingOut.model_validate(held),
        changes=[TurnoverOut.model_validate(row) for row in changes],
        changed=TurnoverOut.model_validate(changed),
    )
