"""Lists, searches and pages of a large register on SQLite, beside the tenth of a second that is promised.

    make bench CARDS=700000

asks them of a register of a million things; filling it takes some minutes. Each is asked ten times: the median, and
the longest.
"""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import thread_time

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from inventory.actions.campaign.extents import extent
from inventory.actions.cards.listing import list_cards
from inventory.actions.tagging.labelled import Wanted as Labels
from inventory.actions.tagging.labelled import wanted_things
from inventory.campaign import Scope
from inventory.collecting import settled
from inventory.facets import Lack
from inventory.ids import AssetId, SchoolId
from inventory.listing import Order, Wanted
from inventory.register import ItemState
from inventory.searching import sound
from inventory.store.engine import Database
from inventory.store.migrate import migrate
from inventory.store.register import Asset, Item
from inventory.store.schools import Person
from tests.bench import paging
from tests.bench.figures import Figure, typical_and_worst
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
    **{f"days_from_{year}_by_number": Wanted(acquired_from=date(year, 1, 1)) for year in range(2006, 2025, 3)},
    **{f"days_to_{year}_by_name": Wanted(acquired_to=date(year, 1, 1), order=Order.NAME) for year in (2006, 2015)},
    **{f"by_{order}": Wanted(order=order) for order in Order},
    **{f"by_{order}_downwards": Wanted(order=order, descending=True) for order in Order},
}


FAR = ("everything", "common_word", "by_cost", "by_name_downwards")
"""Of these a page far from the first, too."""

SCOPES = {
    "everything": Scope(),
    "some_rooms": Scope(rooms=tuple(f"R-{number}" for number in range(20))),
    "half_of_the_rooms": Scope(rooms=tuple(f"R-{number}" for number in range(2_000))),
    "a_department": Scope(departments=("部门3",)),
    "a_category": Scope(categories=("课桌",)),
    "a_value": Scope(value_from=Decimal(5000)),
}
"""What a stock-take may be about; the form says how much that is while it is filled in."""


def figures() -> Iterator[Figure]:
    """Milliseconds of the processor for the first page of each list, and for pages far from the first."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'large.db'}")
        migrate(database)
        yield from figures_of(database, large_register(database))
        database.close()


def figures_of(database: Database, school: SchoolId) -> Iterator[Figure]:
    """The same of a register that is there; it is changed."""
    sound("")
    settled()  # as the service does before it answers
    for name, wanted in ASKED.items():
        yield from _figures(f"list_{name}", database, partial(list_cards, school=school, wanted=wanted))
    far = _in_the_middle(database, school)
    for name in FAR:
        listed = partial(list_cards, school=school, wanted=ASKED[name], after=far)
        yield from _figures(f"list_{name}_far", database, listed)
    for name, scope in (SCOPES | {"a_keeper": _of_somebody(database, school)}).items():
        yield from _figures(f"extent_of_{name}", database, partial(extent, school=school, scope=scope))
    yield from paging.figures(database, school, PROMISED)
    _label_most(database, school)
    to_print = partial(wanted_things, school=school, wanted=Labels(unlabelled=True))
    yield from _figures("things_without_a_label_when_most_have_one", database, to_print)


def _figures(name: str, database: Database, ask: Callable[[Session], object]) -> Iterator[Figure]:
    def asked() -> None:
        with database.read() as session:
            ask(session)

    typical, worst = typical_and_worst(asked, thread_time)
    yield Figure(f"{name}_of_{CARDS}_ms", 1000 * typical, PROMISED)
    yield Figure(f"{name}_of_{CARDS}_worst_ms", 1000 * worst, PROMISED)


def _in_the_middle(database: Database, school: SchoolId) -> AssetId:
    with database.read() as session:
        entered = select(Asset.id).where(Asset.school_id == school).order_by(Asset.id)
        return AssetId(session.scalars(entered.offset(CARDS // 2).limit(1)).one())


def _of_somebody(database: Database, school: SchoolId) -> Scope:
    with database.read() as session:
        return Scope(keepers=(session.scalars(select(Person.name).where(Person.school_id == school).limit(1)).one(),))


def _label_most(database: Database, school: SchoolId) -> None:
    """All but those of the last cards have a label."""
    with database.write() as session:
        numbers = select(Asset.asset_no).where(Asset.school_id == school).order_by(Asset.asset_no.desc())
        last = select(Asset.id).where(Asset.asset_no > session.scalar(numbers.offset(CARDS // 100).limit(1)))
        labelled = update(Item).where(Item.school_id == school, Item.asset_id.not_in(last)).values(labelled=True)
        session.execute(labelled.execution_options(synchronize_session=False))
