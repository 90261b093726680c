"""Receipt and acceptance (验收入库): what was bought, given or built is put on the books."""

from inventory.access import Role
from inventory.register import ItemState
from inventory.sheets import Cell, Sheet
from inventory.slips import Asks, Effect, Holds, Kind, SlipField, Stage, Whence

KIND = Kind(
    word="receipt",
    label="Receipt",
    about="Things that were bought, given or built are accepted and put on the books.",
    room=Asks("Into room"),
    person=Asks("Custodian", needed=False),
    takes=frozenset({ItemState.RETIRED}),
    fields=(
        SlipField("supplier", "Supplier"),
        SlipField("telephone", "Telephone"),
        SlipField("contract", "Contract number"),
        SlipField("invoice", "Invoice number"),
        SlipField("accepted_on", "Accepted on", Holds.DAY),
        SlipField("accepted_by", "Accepted by"),
    ),
    stages=(
        Stage(
            "accept",
            "Accept",
            "accepted",
            Effect(room=Whence.GIVEN, keeper=Whence.GIVEN, state=ItemState.IDLE),
        ),
    ),
    asks=Role.MANAGER,
    rank=70,
    sheet=Sheet(
        "Acceptance and receipt form",
        (
            Cell.NUMBER,
            Cell.CATEGORY,
            Cell.NAME,
            Cell.MODEL,
            Cell.ACQUISITION,
            Cell.ACQUIRED,
            Cell.UNIT,
            Cell.QUANTITY,
            Cell.PRICE,
            Cell.COST,
            Cell.TO_ROOM,
            Cell.TO_KEEPER,
        ),
        ("Accepted by", "Asset keeper", "Accountant", "Date"),
        copies="Three copies: finance, office, user.",
        wide=True,
    ),
)
