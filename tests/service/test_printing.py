"""Reports are made by turns, and none is made twice."""

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.campaign.closing import close_stocktake
from inventory.actions.campaign.report_files import Asked, keep_file
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from service.throttle import Turns
from tests.people import NOW, School, a_stocktake

NO_SUCH_ROOM = "999"
"""Nobody can make its sheet: what is given of it was kept."""


class PrintedMeanwhile(Turns):
    """Turns before each of which somebody else prints the same."""

    def __init__(self, database: Database, school: School, stocktake: StockTakeId) -> None:
        super().__init__(at_once=1, waiting=1)
        self._database, self._school, self._stocktake = database, school, stocktake

    @contextmanager
    def turn(self) -> Iterator[None]:
        asked = Asked(1, "report.pdf", NO_SUCH_ROOM, "zh")
        with self._database.write() as session:
            keep_file(session, self._school.id, self._stocktake, asked, b"as it was signed", at=NOW)
        with super().turn():
            yield


def test_what_was_printed_while_somebody_waited_is_not_made_again(
    app: FastAPI, client: TestClient, database: Database, school: School
) -> None:
    stocktake = a_stocktake(database, school)
    with database.write() as session:
        close_stocktake(session, school.id, stocktake, by="Ada", at=NOW)
    app.state.printers = PrintedMeanwhile(database, school, stocktake)

    answer = client.get(
        f"/api/v1/stocktakes/{stocktake}/rooms/{NO_SUCH_ROOM}/report.pdf", headers=school.bearer(Role.VIEWER)
    )

    assert (200, b"as it was signed") == (answer.status_code, answer.content)
