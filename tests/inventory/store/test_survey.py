"""A stock-take as it is loaded: when its walks were made, and when they came upon tags, by the service's clock."""

from datetime import timedelta

from inventory.actions.counting.passes import Sweep, hand_in_sweep
from inventory.ids import PassId, new_id
from inventory.sightings import Sighting
from inventory.store.engine import Database
from inventory.store.survey import load_survey
from inventory.tags import Tag
from tests.people import NOW, a_school, a_stocktake

# First heard and last heard, in seconds into a walk of a minute; D came in its last fifth.
HEARD = {"A": (0, 60), "B": (10, 12), "C": (40, 50), "D": (55, 58)}


def test_a_walk_told_by_a_clock_a_year_behind_is_loaded_as_it_was(database: Database) -> None:
    school = a_school(database)
    stocktake = a_stocktake(database, school)
    began = NOW - timedelta(days=365)
    seen = [
        Sighting(
            Tag(f"E28011{tag}"),
            None,
            began + timedelta(seconds=first),
            began + timedelta(seconds=last),
            9,
            -44.0,
            -50.0,
        )
        for tag, (first, last) in HEARD.items()
    ]
    over = began + timedelta(minutes=1)

    with database.write() as session:
        sweep = Sweep(PassId(new_id()), "PDA-2", "Ben", began, over, over, seen, [])
        hand_in_sweep(session, school.id, stocktake, "201", sweep, at=NOW + timedelta(minutes=1))
    with database.read() as session:
        columns = load_survey(session, school.id, stocktake).columns

    assert [4] == columns.found.tolist()
    assert [1] == columns.late.tolist()
    assert [60.0] == (columns.ended - columns.began).tolist()
    assert [NOW.timestamp()] == columns.began.tolist()
