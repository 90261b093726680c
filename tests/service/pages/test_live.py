"""The board fills while somebody looks, sends only what changes, and is right again after a break."""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import httpx2
import pytest

from inventory.access import Role
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from service.language import Speech
from service.pages.live import board_parts
from service.pages.rendering import fragment
from service.pages.views import View
from service.pages.watching import Parts, Watch
from tests.people import School, a_stocktake
from tests.service.pages.boxes import Handheld
from tests.service.pages.made_up import made_up
from tests.service.running import running

PROJECTOR = "3474257BF40000000000162E"
STRANGER = "E280116060000204FFFFFFFF"

SPEECH = Speech("zh", ZoneInfo("Asia/Shanghai"))


class Changing:
    """Something that is looked at: a revision and its parts, changed by the test."""

    def __init__(self) -> None:
        self.revision = 1
        self.parts: Parts = {"totals": 0, "plate-101": "waiting"}

    def becomes(self, **parts: object) -> None:
        self.revision += 1
        self.parts = {**self.parts, **parts}

    def watched(self, since: int) -> Watch:
        return Watch(since, lambda: self.revision, lambda: (self.revision, self.parts))


def test_a_page_that_is_up_to_date_is_sent_nothing() -> None:
    assert Changing().watched(since=1).look() == (1, {})


def test_a_page_that_missed_something_is_sent_everything_once() -> None:
    board = Changing()
    board.becomes(totals=1)
    watch = board.watched(since=1)

    assert watch.look() == (2, board.parts)
    assert watch.look() == (2, {})


def test_from_then_on_only_what_changed_is_sent() -> None:
    board = Changing()
    watch = board.watched(since=1)
    watch.look()

    board.becomes(totals=1)

    assert watch.look() == (2, {"totals": 1})
    assert watch.look() == (2, {})


def test_a_new_revision_that_looks_the_same_is_not_sent() -> None:
    board = Changing()
    watch = board.watched(since=1)
    watch.look()

    board.becomes()

    assert watch.look() == (2, {})


@pytest.mark.parametrize("view", View)
def test_the_board_of_a_blind_count_is_sent_nothing_of_what_is_expected(view: View) -> None:
    standing = made_up()
    changed = board_parts(standing, standing.rooms, blind=True)

    sent = fragment(SPEECH, "changes.html", changed=changed, stocktake=standing.id, view=view)

    assert sent.count('id="door-') == len(standing.rooms)
    assert "plate__count" not in sent
    assert 'data-kind="' not in sent


@pytest.mark.parametrize("view", View)
def test_every_room_that_is_sent_anew_takes_its_place_on_the_plan_as_on_the_plates(view: View) -> None:
    standing = made_up()
    changed = board_parts(standing, standing.rooms, blind=False)

    sent = fragment(SPEECH, "changes.html", changed=changed, stocktake=standing.id, view=view)

    assert all(f'id="plate-{room.id}"' in sent for room in standing.rooms)
    assert ("plate__keeper" in sent) == (view is View.PLATES)


@pytest.fixture
def stocktake(database: Database, school: School) -> StockTakeId:
    return a_stocktake(database, school)


@pytest.fixture
def address(database: Database) -> Iterator[str]:
    with running(database) as served:
        yield served


@contextmanager
def listening(
    client: httpx2.Client, school: School, stocktake: StockTakeId, **asked: str
) -> Iterator[Iterator[dict[str, str]]]:
    """The events of the live stream, each as its fields."""
    last = {"Last-Event-ID": asked.pop("last")} if "last" in asked else {}
    headers = school.bearer(Role.VIEWER) | last
    with client.stream("GET", f"/stocktakes/{stocktake}/live", params=asked, headers=headers) as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        yield _events(answer.iter_lines())


def _events(lines: Iterator[str]) -> Iterator[dict[str, str]]:
    event: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if name:
            event[name] = event.get(name, "") + value
            continue
        if event.get("event"):
            yield event
        event = {}


def test_a_sighting_reaches_the_board_as_the_plates_it_changes(
    address: str, school: School, stocktake: StockTakeId
) -> None:
    with httpx2.Client(base_url=address, timeout=10) as client:
        count_room(client, school, stocktake, "201")
        handheld = Handheld(school, client)
        with listening(client, school, stocktake, since="0") as events:
            first = next(events)
            handheld.hears(PROJECTOR)
            second = next(events)

    assert first["data"].count('class="plate ') == 2
    assert second["event"] == "changed"
    assert int(second["id"]) > int(first["id"])
    assert second["data"].count('class="plate ') == 1
    assert "<b>1</b> / 2" in second["data"]


def test_the_page_of_a_room_is_sent_what_was_heard_there(
    address: str, school: School, stocktake: StockTakeId
) -> None:
    with httpx2.Client(base_url=address, timeout=10) as client:
        count_room(client, school, stocktake, "201")
        with listening(client, school, stocktake, since="0", room="201") as events:
            next(events)
            Handheld(school, client).hears(STRANGER)
            changed = next(events)["data"]

    assert 'id="sheet"' in changed
    assert 'id="ticked"' not in changed
    assert STRANGER in changed


def test_a_browser_that_lost_the_line_gets_the_whole_board_when_it_comes_back(
    address: str, school: School, stocktake: StockTakeId
) -> None:
    with httpx2.Client(base_url=address, timeout=10) as client:
        with listening(client, school, stocktake, since="0") as events:
            seen = next(events)["id"]
        count_room(client, school, stocktake, "202")
        with listening(client, school, stocktake, since="0", last=seen) as events:
            again = next(events)["data"]

    assert again.count('class="plate ') == 2
    assert 'id="totals"' in again


def test_a_page_made_for_an_earlier_status_is_told_to_be_loaded_anew(
    address: str, school: School, stocktake: StockTakeId
) -> None:
    asked = {"since": "0", "status": "counting", "room": "201"}
    with (
        httpx2.Client(base_url=address, timeout=10) as client,
        listening(client, school, stocktake, **asked) as events,
    ):
        first = next(events)
        reviewed = client.post(f"/stocktakes/{stocktake}/review", headers=school.bearer(Role.MANAGER))
        then = next(events)

    assert 303 == reviewed.status_code
    assert ["changed", "anew"] == [first["event"], then["event"]]


def count_room(client: httpx2.Client, school: School, stocktake: StockTakeId, room: str) -> None:
    """A counter starts to count the room."""
    form = {"room": room, "station": str(school.station)}
    started = client.post(f"/stocktakes/{stocktake}/passes", data=form, headers=school.bearer(Role.COUNTER))
    assert started.status_code == 303
