"""Disposal (处置): by kind, for one of the four lawful reasons, off the books after approval.

Reasons and order of steps: State Council Order 738, articles 19, 21 and 35; first the approval, then the disposal.
"""

from inventory.register import ItemState
from inventory.sheets import Cell, Sheet
from inventory.slips import Effect, Holds, Kind, SlipField, Stage

KIND = Kind(
    word="disposal",
    label="Disposal",
    about="Things go off the books: scrapped, written off, given away, sold or exchanged.",
    takes=frozenset(
        {ItemState.IN_USE, ItemState.IDLE, ItemState.REPAIR, ItemState.AWAITING_DISPOSAL, ItemState.SHORTAGE}
    ),
    fields=(
        SlipField(
            "way",
            "Way of disposal",
            Holds.CHOICE,
            needed=True,
            choices=(
                "Scrapping",
                "Write-off of a loss",
                "Transfer without payment",
                "Sale",
                "Donation",
                "Exchange",
            ),
        ),
        SlipField(
            "ground",
            "Lawful reason",
            Holds.CHOICE,
            needed=True,
            choices=(
                "Technically obsolete or beyond repair",
                "Shortage or abnormal loss",
                "Past its life and no longer fit",
                "Destroyed by force majeure",
            ),
        ),
        SlipField("appraisal", "Technical appraisal", Holds.LONG),
        SlipField("appraisers", "Appraised by"),
        SlipField("receiver", "Receiver or buyer"),
    ),
    stages=(
        Stage("set aside", "Set aside", "set aside for disposal", Effect(state=ItemState.AWAITING_DISPOSAL)),
        Stage(
            "write off",
            "Write off",
            "written off",
            Effect(state=ItemState.RETIRED),
            approval=True,
            fields=(SlipField("proceeds", "Proceeds", Holds.MONEY),),
        ),
    ),
    rank=80,
    sheet=Sheet(
        "Disposal form",
        (
            Cell.NUMBER,
            Cell.CATEGORY,
            Cell.NAME,
            Cell.MODEL,
            Cell.ACQUIRED,
            Cell.UNIT,
            Cell.QUANTITY,
            Cell.COST,
            Cell.ACCUMULATED,
            Cell.NET,
            Cell.DEPARTMENT,
            Cell.ROOM,
        ),
        ("User", "Appraised by", "Deputy head", "Competent department", "Finance department", "Date"),
        copies="Four copies.",
        at_most=25,
        wide=True,
    ),
)
