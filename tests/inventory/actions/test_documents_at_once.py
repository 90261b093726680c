"""Two documents about one thing at the same moment: one wins, the other is told, and the log holds."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from inventory.actions.documents.staging import NotLive, WentElsewhere
from inventory.actions.proof.proving import Proof, prove
from inventory.errors import InventoryError
from inventory.ids import SlipId
from inventory.store.engine import Database
from tests.inventory.actions.slips import asked, taken, thing
from tests.people import School, a_school


def taken_at_once(
    database: Database, school: School, slips: list[tuple[SlipId, str]]
) -> set[type[InventoryError] | None]:
    """What became of the stages, each taken by somebody else at the same moment."""
    start = Barrier(len(slips))

    def take(slip: SlipId, stage: str) -> type[InventoryError] | None:
        start.wait()
        try:
            with database.write() as session:
                taken(session, school, slip, stage)
        except InventoryError as error:
            return type(error)
        return None

    with ThreadPoolExecutor(len(slips)) as threads:
        return set(threads.map(lambda each: take(*each), slips))


def test_of_two_documents_on_one_thing_one_wins_and_the_other_is_told(database: Database) -> None:
    school = a_school(database)
    with database.write() as session:
        projector = thing(session, school)
        loan, transfer = (asked(session, school, kind, projector) for kind in ("loan", "transfer"))

    ends = taken_at_once(database, school, [(loan, "lend"), (transfer, "send")])

    assert {None, WentElsewhere} == ends
    with database.read() as session:
        assert Proof("", 1) == prove(session, school.id)


def test_one_stage_is_taken_once(database: Database) -> None:
    school = a_school(database)
    with database.write() as session:
        handover = asked(session, school, "handover", thing(session, school))

    ends = taken_at_once(database, school, [(handover, "take over")] * 3)

    assert {None, NotLive} == ends
    with database.read() as session:
        assert Proof("", 1) == prove(session, school.id)
