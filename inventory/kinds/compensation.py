"""Compensation (赔偿) for damage or loss: who answers for it, and what was paid. It moves nothing."""

from inventory.register import ItemState
from inventory.sheets import Cell, Sheet
from inventory.slips import Asks, Effect, Holds, Kind, SlipField, Stage

KIND = Kind(
    word="compensation",
    label="Compensation",
    about="Somebody damaged or lost a thing and pays for it.",
    person=Asks("Answerable person", needed=False, newcomer=True),
    takes=frozenset(set(ItemState) - {ItemState.RETIRED}),
    fields=(
        SlipField("class", "Class or department"),
        SlipField("damage", "Damage or loss", Holds.LONG, needed=True),
        SlipField("cause", "Cause"),
        SlipField("estimate", "Estimated value", Holds.MONEY),
        SlipField("amount", "Amount to be paid", Holds.MONEY, needed=True),
    ),
    stages=(
        Stage(
            "settle",
            "Note the payment",
            "paid",
            Effect(),
            fields=(
                SlipField("paid", "Amount paid", Holds.MONEY, needed=True),
                SlipField("voucher", "Voucher number"),
            ),
            later=True,
        ),
    ),
    rank=90,
    sheet=Sheet(
        "Compensation form",
        (Cell.NUMBER, Cell.NAME, Cell.MODEL, Cell.UNIT, Cell.QUANTITY, Cell.PRICE, Cell.COST, Cell.ROOM, Cell.KEEPER),
        ("Answerable person", "Class teacher", "Approved by", "Accountant", "Date"),
    ),
)
