"""How lists are asked of the database: by its indexes, and with no more statements for more cards."""

import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from inventory.actions.cards.listing import list_cards
from inventory.facets import Lack
from inventory.listing import Order, Wanted
from inventory.store.engine import Database
from tests.inventory.actions.plans import plans_of
from tests.people import School

LATE, DEAR = date(2000, 1, 1), Decimal(500)
WALKED = [
    *(Wanted(order=order, descending=down) for order in Order for down in (False, True)),
    Wanted(cost_from=DEAR, order=Order.COST),
    Wanted(acquired_from=LATE, order=Order.ACQUIRED, descending=True),
]
OTHERS = [
    *(Wanted("课桌", order=order) for order in (None, Order.COST)),
    *(Wanted("课桌", lacks=Lack.TAG, cost_from=DEAR, order=order) for order in (None, Order.NAME)),
    *(Wanted(cost_from=DEAR, acquired_from=LATE, order=order) for order in (None, *Order)),
]
MOST_STATEMENTS = 9


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """SQLite alone: what PostgreSQL does depends on how many rows there are."""
    file = tmp_path / "rollcall.db"
    shutil.copy(sqlite_template, file)
    return f"sqlite:///{file}"


def test_no_list_reads_whole_tables(database: Database, school: School) -> None:
    found = {wanted: plans(database, school, wanted) for wanted in (*WALKED, *OTHERS)}

    whole = re.compile(r"SCAN (asset|item|card_(?!trigram))")
    assert {} == {wanted: plans for wanted, plans in found.items() if any(map(whole.search, plans))}
    assert {} == {wanted: plans for wanted, plans in found.items() if len(plans) > MOST_STATEMENTS}


def test_what_an_index_has_in_order_is_not_sorted(database: Database, school: School) -> None:
    found = {wanted: plans(database, school, wanted) for wanted in WALKED}

    keys = {wanted: [plan for plan in plans if "card_key" in plan] for wanted, plans in found.items()}
    assert all(keys.values())
    assert {} == {wanted: plans for wanted, plans in keys.items() if any("TEMP B-TREE" in plan for plan in plans)}


def test_words_are_looked_up_once_and_then_their_cards(database: Database, school: School) -> None:
    found = {wanted: plans(database, school, wanted) for wanted in OTHERS if wanted.text}

    searches = [plan for plans in found.values() for plan in plans if "card_trigram" in plan and "card_key" in plan]
    assert searches
    assert all("SEARCH card_key USING INTEGER PRIMARY KEY (rowid=?)" in plan for plan in searches)


def plans(database: Database, school: School, wanted: Wanted) -> list[str]:
    with database.read() as session:
        return plans_of(database, lambda: list_cards(session, school.id, wanted))
