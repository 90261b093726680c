"""What is judged bit by bit, as it comes in, is what a judgement of everything at once gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from inventory.actions.campaign.judging import judged
from inventory.actions.campaign.stocktakes import complete_room
from inventory.actions.counting.by_hand import Hand, tick_texts
from inventory.actions.counting.passes import Sweep, end_pass, hand_in_sweep, start_pass
from inventory.actions.counting.ticks import Ticked
from inventory.actions.counting.walks_taken_back import mark_walks, walks_handed_in
from inventory.actions.presence.sightings import take_in
from inventory.coverage import coverage
from inventory.findings import Kind
from inventory.ids import PassId, StockTakeId, new_id
from inventory.lines import as_lines
from inventory.room_coverage import rooms_read
from inventory.sections import Figures, figures_by_room
from inventory.sightings import Numbered, Sighting
from inventory.sought import Stage, tally
from inventory.standing import Line
from inventory.store.engine import Database
from inventory.tags import Tag
from tests.people import NOW, School, a_stocktake

TAGS = [
    Tag("3474257BF40000000000162E"),
    Tag("E28011606000020464A1B2C1"),
    Tag("E28011606000020464A1B2D1"),
    Tag("E28011606000020464A1B2E1"),
    Tag("E280116060000000FFFFFFFF"),
]
ROOMS = ["201", "202"]
OUTBOX = new_id()
_numbers = count(1)


@dataclass(frozen=True)
class Came:
    """Something that comes in: a sweep, the last one taken back or counted after all, numbers ticked on a list, a
    station sent into a room or out of it, its sightings, the end of a room.

    Sightings come `late` by so many minutes: they may belong to a room the station has left since.
    """

    what: str
    room: str
    tags: Sequence[Tag]
    numbers: Sequence[str]
    strength: float
    late: int


arrivals = st.lists(
    st.builds(
        Came,
        st.sampled_from(["sweep", "sweep", "back", "after all", "list", "start", "end", "batch", "batch", "finish"]),
        st.sampled_from(ROOMS),
        st.lists(st.sampled_from(TAGS), max_size=5),
        st.lists(st.sampled_from(["ZC-2024-00003", "ZC-2024-00005"]), max_size=2),
        st.sampled_from([-75.0, -60.0, -48.0]),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(came=arrivals)
def test_the_live_board_equals_the_full_run_whatever_comes_in_and_when(
    database: Database, school: School, came: list[Came]
) -> None:
    live, walks = None, [PassId(new_id())]
    stocktake = a_stocktake(database, school, f"Stock-take {next(_numbers)}")

    for minute, each in enumerate(came):
        with database.write() as session:
            _arrives(session, school, stocktake, each, minute, walks)
        with database.read() as session:
            live = judged(session, school.id, stocktake, live)
            full = judged(session, school.id, stocktake)
        whole = tuple(full.lines)
        assert (whole, full.walked, full.walkers) == (tuple(live.lines), live.walked, live.walkers)
        assert coverage(whole) == rooms_read(live.lines)
        assert shown(whole) == shown(live.lines)


def test_a_stock_take_learns_that_its_station_has_gone_on_to_a_room_of_another_one(
    database: Database, school: School
) -> None:
    here, there = (a_stocktake(database, school, name) for name in ("Spring", "Autumn"))
    live = None
    for stocktake in (here, there):
        with database.write() as session:
            walk = PassId(new_id())
            start_pass(session, school.id, stocktake, "201", school.station, walk=walk, by="Ben", at=NOW)
        with database.read() as session:
            live = judged(session, school.id, here, live)

    assert live is not None
    assert live.walked["201"].over
    assert NOW == live.walkers.last


def shown(lines: Sequence[Line]) -> tuple[Mapping[str, Figures], Mapping[Kind | Stage, int], list[str], list[str]]:
    """What board and filters make of the findings: counted in columns, be the lines made already or not."""
    found = as_lines(lines)
    by_room = figures_by_room(found.counted)
    figures = {code: by_room.of(found.counted.room(code)) for code in [*ROOMS, "none such"]}
    names = found.texts("name")
    return figures, tally(found), found.subjects(), names.at(np.arange(len(found)))


def _arrives(
    session: Session, school: School, stocktake: StockTakeId, came: Came, minute: int, walks: list[PassId]
) -> None:
    at = NOW + timedelta(minutes=minute)
    seen_at = at - timedelta(minutes=came.late)
    seen = [Sighting(tag, None, seen_at, seen_at, 5, came.strength, came.strength - 6) for tag in came.tags]
    match came.what:
        case "sweep":
            ticked = [Ticked(number, "") for number in came.numbers]
            sweep = Sweep(PassId(new_id()), "PDA-2", "Ben", at, at, at, seen, ticked)
            hand_in_sweep(session, school.id, stocktake, came.room, sweep, at=at)
        case "back" | "after all":
            of_room = walks_handed_in(session, school.id, stocktake, came.room)
            turned = [walk.id for walk in of_room][-1:]
            mark_walks(session, school.id, stocktake, turned, taken_back=came.what == "back")
        case "list":
            hand = Hand(school.id, stocktake, came.room, "Cui", at, new_id())
            tick_texts(session, hand, came.numbers, set())
        case "start":
            walks.append(PassId(new_id()))
            start_pass(session, school.id, stocktake, came.room, school.station, walk=walks[-1], by="Ben", at=at)
        case "finish":
            complete_room(session, school.id, stocktake, came.room, by="Ben", at=at)
        case "end" if len(walks) > 1:
            end_pass(session, school.id, walks[-1], at=at)
        case "batch":
            numbered = [Numbered(next(_numbers), "1", each) for each in seen]
            take_in(session, school.id, school.station, OUTBOX, numbered, sent_at=at, at=at)
