"""The room ledger (分室明细账): what the books put in a room, class by class, to be filed and carried on.

Columns as school ledgers have them: classification, name, model, unit, quantity, amount, number, day, department,
custodian.
"""

from decimal import Decimal
from itertools import groupby

from inventory.books import Held, RoomBook, class_name
from inventory.forms.rooms import number_width
from inventory.forms.values import Column, Form, Row, Say, Several, Signatures, Sums, Table, Value, say
from inventory.naming import floor
from inventory.schedule import NOTHING

_SIGNED = Signatures((say("Person in charge:"), say("Property keeper:"), say("Date:")))


def ledger_form(book: RoomBook) -> Form:
    """The ledger of one room on sheets of its own."""
    number = number_width([held.card.asset_no for held in book.held])
    classes = groupby(book.held, lambda held: class_name(held.card))
    tables = [_table(name, list(held), number, book) for name, held in classes] or [_table("", [], number, book)]
    return Form(None, _title(book), (*tables, _sums(book), _SIGNED), wide=True)


def place_of(book: RoomBook) -> Several:
    """Where the room is and who keeps it."""
    room = book.room
    where = Several((room.building, None if room.floor is None else floor(room.floor)))
    return Several((where, say("Person in charge: {name}", name=room.keeper or "—")))


def named(book: RoomBook) -> Value:
    """The room as people call it."""
    return f"{book.room.code} {book.room.name}".strip() or say("no room")


def _title(book: RoomBook) -> Say:
    return say("Room ledger {room}", room=book.room.code or say("no room"))


def _table(name: str, held: list[Held], number: float, book: RoomBook) -> Table:
    total = (say("Subtotal"), None, None, None, sum(each.pieces for each in held), _cost(held), *[None] * 4)
    return Table(
        _columns(number),
        tuple(map(_row, held)),
        title=Several((named(book), name or say("Without a class"))) if held else named(book),
        aside=place_of(book),
        totals=(total,) if held else (),
        empty=say("The books put nothing here."),
    )


def _columns(number: float) -> tuple[Column, ...]:
    return (
        Column(say("Category code"), 22),
        Column(say("Asset name"), 30, grows=True),
        Column(say("Model"), 28, grows=True),
        Column(say("Unit"), 10),
        Column(say("Quantity"), 14, figures=True),
        Column(say("Cost, yuan"), 22, figures=True),
        Column(say("Asset number"), number),
        Column(say("Acquired on"), 26),
        Column(say("Department"), 20, grows=True),
        Column(say("Custodian"), 18, grows=True),
    )


def _row(held: Held) -> Row:
    card = held.card
    return (
        card.category_code,
        card.name,
        f"{card.brand} {card.model}".strip(),
        card.unit,
        held.pieces,
        held.cost,
        card.asset_no,
        card.acquired,
        card.department,
        Several(held.keepers),
    )


def _cost(held: list[Held]) -> Decimal:
    return sum((each.cost for each in held if each.cost is not None), NOTHING)


def _sums(book: RoomBook) -> Sums:
    held = list(book.held)
    pieces = sum(each.pieces for each in held)
    return Sums(((say("Cards"), len(held)), (say("Pieces"), pieces), (say("Cost, yuan"), _cost(held))))
