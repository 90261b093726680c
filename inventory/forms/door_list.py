"""The list on the door of a room (室内资产清单): what belongs in it, and who answers for it."""

from inventory.books import Held, RoomBook
from inventory.forms.ledger import named, place_of
from inventory.forms.rooms import number_width
from inventory.forms.values import Column, Form, Row, Signatures, Sums, Table, say

_SIGNED = Signatures((say("Person in charge:"), say("Checked by:"), say("Date:")))


def door_list_form(book: RoomBook) -> Form:
    """One sheet, upright, to hang up."""
    number = number_width([held.card.asset_no for held in book.held])
    table = Table(
        (
            Column(say("No."), 9, figures=True),
            Column(say("Asset name"), 34, grows=True),
            Column(say("Model"), 28, grows=True),
            Column(say("Quantity"), 14, figures=True),
            Column(say("Unit"), 10),
            Column(say("Asset number"), number),
            Column(say("Acquired on"), 26),
        ),
        tuple(_row(nth, held) for nth, held in enumerate(book.held, 1)),
        title=named(book),
        aside=place_of(book),
        empty=say("The books put nothing here."),
    )
    pieces = sum(held.pieces for held in book.held)
    return Form(None, say("What is in this room"), (table, Sums(((say("Pieces"), pieces),)), _SIGNED))


def _row(nth: int, held: Held) -> Row:
    card = held.card
    return nth, card.name, f"{card.brand} {card.model}".strip(), held.pieces, card.unit, card.asset_no, card.acquired
