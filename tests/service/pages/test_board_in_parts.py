"""The board of a stock-take with too many rooms for one page."""

import re

import pytest

from inventory.access import Role
from inventory.actions.cards.rooms import import_rooms
from inventory.exchange.rooms_file import read_rooms
from inventory.store.engine import Database
from tests.people import NOW, School, a_stocktake
from tests.service.pages.staff import Staff

ROOMS = "\n".join(
    ["房间,楼栋", *(f"{building}-{number:03},{building}" for building in "AB" for number in range(130))]
)


@pytest.fixture
def board(database: Database, school: School) -> str:
    """The address of the board of a school with two large buildings."""
    with database.write() as session:
        import_rooms(session, school.id, read_rooms("rooms.csv", ROOMS.encode()).rows, by="Ada", at=NOW)
    return f"/stocktakes/{a_stocktake(database, school)}"


def shown(page: str) -> tuple[str, ...]:
    """The codes on the door plates of the large buildings."""
    return tuple(re.findall(r'<b class="plate__code">([AB]-\d+)</b>', page))


def test_each_building_has_a_page_and_looking_at_it_another_way_stays_there(staff: Staff, board: str) -> None:
    ada = staff(Role.MANAGER)

    page = ada.get(f"{board}?stretch=2").text
    (near,) = set(re.findall(r"near=([\w-]+)", page))

    assert {code[0] for code in shown(page)} == {"B"}
    assert near in shown(ada.get(f"{board}?view=plan&near={near}").text)
    assert shown(ada.get(f"{board}?near={near}").text) == shown(page)
