"""The tables of values finance asks for: what the books held on a day (余额表), how that came about (变动表).

And what stands on the cards as depreciation where the rules make something else of it, to be looked at.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from inventory.balance import Balance, Holding, Turnover
from inventory.forms.rooms import number_width
from inventory.forms.values import Column, Form, Lines, Row, Say, Signatures, Table, Value, say

_COST, _DEPRECIATION = say("Cost, yuan"), say("Depreciation, yuan")
_COMPARED = (say("On the card, yuan"), say("By the rules, yuan"), say("Difference, yuan"))
_TIMES = (say("Opening balance"), say("Added"), say("Removed"), say("Closing balance"))
_SIGNED = Signatures((say("Accountant:"), say("Property keeper:"), say("Date:")))


class Differing(NamedTuple):
    """A card on which another depreciation stands than the rules make of it by the end of `until` (2026-10)."""

    asset_no: str
    name: str
    until: str
    booked: Decimal
    computed: Decimal


def balance_form(grouped: Say, rows: Sequence[Balance], total: Holding, day: date) -> Form:
    """What each group held at the end of the day; `grouped` is what the groups are called."""
    table = Table(
        (
            Column(grouped, 50, grows=True),
            *(Column(head, 16, figures=True) for head in (say("Cards"), say("Pieces"))),
            *(
                Column(say(name), 30, figures=True)
                for name in ("Cost, yuan", "Depreciation, yuan", "Net value, yuan")
            ),
        ),
        tuple((_named(row.group), *_held(row.held)) for row in rows),
        totals=((say("Totals"), *_held(total)),),
        empty=say("The books held nothing."),
    )
    unknown = say("Of {count} pieces nobody knows the depreciation; they have no net value.", count=total.unvalued)
    note = (Lines((unknown,)),) if total.unvalued else ()
    return Form(None, say("Balances on {day}", day=day), (table, *note, _SIGNED))


def turnover_forms(grouped: Say, rows: Sequence[Turnover], total: Turnover) -> tuple[Form, Form]:
    """How each group changed in the period: first pieces and cost, then depreciation and net value."""
    title = say("Changes of the period")
    costs = Table(
        (Column(grouped, 44, grows=True), *_four(say("Pieces"), 14), *_four(_COST, 28)),
        tuple(_costs(_named(row.group), row) for row in rows),
        title=say("Pieces and cost"),
        totals=(_costs(say("Totals"), total),),
        empty=say("The books held nothing."),
    )
    worth = Table(
        (
            Column(grouped, 44, grows=True),
            *_four(_DEPRECIATION, 28),
            Column(say("Of the additions charged, yuan"), 28, figures=True),
            Column(say("Net value, opening"), 28, figures=True),
            Column(say("Net value, closing"), 28, figures=True),
        ),
        tuple(_worth(_named(row.group), row) for row in rows),
        title=say("Depreciation and net value"),
        totals=(_worth(say("Totals"), total),),
        empty=say("The books held nothing."),
    )
    return Form(None, title, (costs, _SIGNED), wide=True), Form(None, title, (worth, _SIGNED), wide=True)


def differing_form(rows: Sequence[Differing], more: int) -> Form:
    """The cards whose depreciation differs, the largest differences first; `more` are not listed."""
    table = Table(
        (
            Column(say("Asset number"), number_width([row.asset_no for row in rows])),
            Column(say("Asset name"), 40, grows=True),
            Column(say("At the end of"), 18),
            *(Column(head, 26, figures=True) for head in _COMPARED),
        ),
        tuple(
            (row.asset_no, row.name, row.until, row.booked, row.computed, row.booked - row.computed) for row in rows
        ),
        empty=say("What stands on the cards is what the rules make of them."),
    )
    said = [say("Nothing was changed: what stands on a card holds, and goes on from there.")]
    said += [say("{count} more cards differ.", count=more)] if more else []
    return Form(None, say("Depreciation to be checked"), (Lines(tuple(said)), table))


def _named(group: str) -> Value:
    return group or say("Not said")


def _held(held: Holding) -> Row:
    return held.cards, held.pieces, held.cost, held.accumulated, held.net


def _four(what: Say, width: float) -> tuple[Column, ...]:
    return tuple(Column(say("{what}: {when}", what=what, when=time), width, figures=True) for time in _TIMES)


def _costs(name: Value, row: Turnover) -> Row:
    four = (row.opening, row.added, row.removed, row.closing)
    return (name, *(held.pieces for held in four), *(held.cost for held in four))


def _worth(name: Value, row: Turnover) -> Row:
    four = (row.opening, row.added, row.removed, row.closing)
    return (name, *(held.accumulated for held in four), row.charged, row.opening.net, row.closing.net)
