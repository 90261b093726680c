"""Lists, searches and pages of a large register on SQLite, beside the tenth of a second that is promised.

    make bench CARDS=700000

asks them of a register of a million things; filling it takes some minutes.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import thread_time

from sqlalchemy import select

from inventory.actions.listing import list_cards
from inventory.facets import Lack
from inventory.ids import AssetId, SchoolId
from inventory.listing import Order, Wanted
from inventory.register import ItemState
from inventory.store.engine import Database
from inventory.store.migrate import migrate
from inventory.store.register import Asset
from tests.bench import paging
from tests.bench.figures import Figure, seconds
from tests.bench.large_register import CARDS, large_register

PROMISED = 100
"""Milliseconds."""
MIDDLE = CARDS // 2 + 123

ASKED = {
    "everything": Wanted(),
    "common_word": Wanted("课桌"),
    "one_sign": Wanted("课"),
    "initials": Wanted("tyj"),
    "whole_pinyin": Wanted("xianweijing"),
    "two_words": Wanted("课桌 2015"),
    "number": Wanted(f"ZC2015-{MIDDLE:06}"),
    "end_of_a_number": Wanted(f"{MIDDLE:06}"),
    "whole_tag": Wanted("E28011600000000000012345"),
    "end_of_a_tag": Wanted("0012345"),
    "room": Wanted(room="R-123"),
    "room_and_word": Wanted("投影机", room="R-123"),
    "keeper_by_cost": Wanted(keeper="王芳华", order=Order.COST),
    "department": Wanted(department="部门3"),
    "category": Wanted(category="A03"),
    "written_off": Wanted(state=ItemState.RETIRED),
    "untagged": Wanted(lacks=Lack.TAG),
    "costs": Wanted(cost_from=Decimal(3000), cost_to=Decimal(3100)),
    "days": Wanted(acquired_from=date(2015, 3, 1), acquired_to=date(2015, 3, 31)),
    "word_by_number": Wanted("课桌", order=Order.NUMBER),
    "word_of_late_days": Wanted("投影机", acquired_from=date(2024, 1, 1), order=Order.NUMBER),
    "category_by_cost": Wanted(category="A03", order=Order.COST, descending=True),
    "in_use_by_cost": Wanted(state=ItemState.IN_USE, order=Order.COST),
    "in_use_of_late_days": Wanted(state=ItemState.IN_USE, acquired_from=date(2024, 1, 1)),
    "untagged_of_early_days": Wanted(lacks=Lack.TAG, acquired_to=date(2006, 1, 1)),
    "two_ranges": Wanted(
        cost_from=Decimal(3000),
        cost_to=Decimal(3100),
        acquired_from=date(2015, 3, 1),
        acquired_to=date(2015, 3, 31),
    ),
    "two_wide_ranges": Wanted(
        cost_from=Decimal(3000),
        cost_to=Decimal(6000),
        acquired_from=date(2010, 3, 1),
        acquired_to=date(2018, 3, 31),
    ),
    **{f"late_days_by_{order}": Wanted(acquired_from=date(2024, 1, 1), order=order) for order in Order},
    "half_of_the_days": Wanted(acquired_from=date(2020, 1, 1)),
    **{f"by_{order}": Wanted(order=order) for order in Order},
    **{f"by_{order}_downwards": Wanted(order=order, descending=True) for order in Order},
}


def figures() -> Iterator[Figure]:
    """Milliseconds of the processor for the first page of each list, and for pages far from the first."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'large.db'}")
        migrate(database)
        school = large_register(database)
        with database.read() as session:
            entered = select(Asset.id).where(Asset.school_id == school).order_by(Asset.id)
            far = AssetId(session.scalars(entered.offset(CARDS // 2).limit(1)).one())
        for name, wanted in ASKED.items():
            yield Figure(f"list_{name}_of_{CARDS}_ms", _timed(database, school, wanted), PROMISED)
        for name in ("everything", "common_word", "by_cost", "by_name_downwards"):
            yield Figure(f"list_{name}_far_of_{CARDS}_ms", _timed(database, school, ASKED[name], far), PROMISED)
        yield from paging.figures(database, school, PROMISED)
        database.close()


def _timed(database: Database, school: SchoolId, wanted: Wanted, after: AssetId | None = None) -> float:
    def ask() -> None:
        with database.read() as session:
            list_cards(session, school, wanted, after=after)

    return 1000 * seconds(ask, clock=thread_time)
