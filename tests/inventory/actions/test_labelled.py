"""Which things somebody wants labels for, in a register of more than are printed at a time."""

from inventory.actions.cards.card import pieces_of
from inventory.actions.tagging.labelled import MOST_LABELS, Wanted, wanted_things
from inventory.store.engine import Database
from tests.inventory.actions.cards import card_of
from tests.people import a_school

REGISTER = f"""asset_no,name,room,quantity
A-1,投影仪,201,2
A-2,课桌椅,202,{MOST_LABELS + 1}
A-3,书柜,202,1
"""


def test_of_more_things_than_are_printed_at_a_time_the_first_by_number_come(database: Database) -> None:
    school = a_school(database, register=REGISTER)

    with database.read() as session:
        found = wanted_things(session, school.id, Wanted(unlabelled=True))
        projectors, desks = (pieces_of(session, school.id, card_of(session, school, no).id) for no in ("A-1", "A-2"))

    assert [piece.id for piece in (*projectors, *desks)][:MOST_LABELS] == found
