"""The pages of the service that list something, and the lists for programs, in a large register."""

from collections.abc import Iterator
from functools import partial
from time import process_time

from starlette.testclient import TestClient

from inventory.access import Role
from inventory.ids import SchoolId
from inventory.store.engine import Database
from service.app import create_app
from service.settings import Settings
from tests.bench.figures import Figure, typical_and_worst
from tests.bench.large_register import CARDS
from tests.service.pages.staff import PASSWORD, engage

PAGES = {
    "start": "/",
    "cards": "/assets",
    "cards_of_a_word": "/assets?q=课桌",
    "log_of_changes": "/assets/changes",
    "imports": "/imports",
    "books": "/books",
    "list_for_a_door": "/books/doors?room=R-123",
    "ledger_of_a_room": "/books/ledger?room=R-123",
    "values": "/values",
    "values_by_department": "/values?by=department",
    "labels": "/labels",
    "labels_of_a_room": "/labels?room=R-123",
    "labels_of_a_word": "/labels?text=课桌",
    "labels_to_print": "/labels?unlabelled=true",
    "tagging": "/tagging",
    "tagging_of_a_word": "/tagging?text=课桌",
    "tagging_of_a_room": "/tagging/room?room=R-123",
    "stations": "/stations",
    "new_stocktake": "/stocktakes/new",
    "program_cards": "/api/v1/register",
    "program_a_thousand_cards": "/api/v1/register?limit=1000",
    "program_rooms_to_tag": "/api/v1/tags/to-do",
    "program_values": "/api/v1/values",
}


def figures(database: Database, school: SchoolId, promised: float) -> Iterator[Figure]:
    """Milliseconds of the processor for each, the browser's included; values are asked for a second time."""
    browser = TestClient(create_app(Settings(), database), headers={"Origin": "http://testserver"})
    form = {"username": engage(database, school, Role.ADMIN), "password": PASSWORD}
    browser.post("/sign-in", data=form, follow_redirects=False)
    for name, url in PAGES.items():
        typical, worst = typical_and_worst(partial(_opened, browser, url), process_time)
        yield Figure(f"page_{name}_of_{CARDS}_ms", 1000 * typical, promised)
        yield Figure(f"page_{name}_of_{CARDS}_worst_ms", 1000 * worst, promised)


def _opened(browser: TestClient, url: str) -> None:
    browser.get(url).raise_for_status()
