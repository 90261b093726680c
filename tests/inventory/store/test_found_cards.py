"""Pages of found cards are the same, whichever way the database goes about it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.listing import Order
from inventory.searching import contains, sought
from inventory.store.card_keys import CardKey
from inventory.store.engine import Database
from inventory.store.found_cards import Limits, Place, Range, Sought, following, in_order, place_of, some, weighed
from inventory.store.search import CardText
from tests.people import School, a_school

REGISTER = "asset_no,name,cost,acquired\n" + "".join(
    f"A-{number % 5},{name},{cost},{day}\n"
    for number, (name, cost, day) in enumerate(
        (name, cost, day)
        for name in ("课桌", "课椅", "投影机")
        for cost in ("", "10.00", "20.00")
        for day in ("", "2020-01-01", "2024-01-01")
    )
)
LIMITS = (Limits(), Limits(0, 0, 0, 0, (2, 3)), Limits(0, 0, 0, 0, (2, 100)), Limits(100, 3, 3, 5, (1,)))

costs = st.builds(Range, st.just(Order.COST), st.none() | st.just(Decimal(10)), st.just(Decimal(20)))
days = st.builds(Range, st.just(Order.ACQUIRED), st.just(date(2020, 1, 1)), st.none() | st.just(date(2021, 1, 1)))
words = st.sampled_from(["", "课", "A-1", "投影机", "课桌 A-3"])


@pytest.fixture
def school(database: Database) -> School:
    a_school(database, "Hilltop", REGISTER)
    return a_school(database, register=REGISTER)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words, st.lists(costs | days, max_size=2), st.sampled_from(Order), st.booleans(), st.sampled_from(LIMITS))
def test_all_pages_together_are_all_cards_in_order(
    database: Database,
    school: School,
    text: str,
    ranges: list[Range],
    order: Order,
    descending: bool,
    limits: Limits,
) -> None:
    parts = [[part] for part in sought(text)]
    with database.read() as session:
        wanted = weighed(session, Sought(school.id, parts, ranges, order, descending, limits=limits))

        found = pages(session, wanted)

        assert expected(session, wanted) == found
        assert set(found) == {place.asset for place in some(session, wanted, 1_000)}


def pages(session: Session, wanted: Sought) -> list[UUID]:
    """The cards, four at a time."""
    found: list[UUID] = []
    last: Place | None = None
    while page := in_order(session, wanted, last, 4):
        found += [place.asset for place in page]
        last = place_of(session, wanted, page[-1].asset)
    return found


def expected(session: Session, wanted: Sought) -> Sequence[UUID]:
    rows = session.execute(
        select(CardKey, CardText.text)
        .join(CardText, CardText.asset_id == CardKey.asset_id)
        .where(CardKey.school_id == wanted.school)
        .order_by(CardKey.number)
    ).all()
    here = [key for key, text in rows if contains(text, wanted.parts) and within(key, wanted.ranges)]
    places = [Place(key.asset_id, getattr(key, wanted.column.key), key.number) for key in here]
    return [place.asset for place in following(places, None, wanted.descending)]


def within(key: CardKey, ranges: Sequence[Range]) -> bool:
    values = [(getattr(key, str(cut.order)), cut) for cut in ranges]
    return all(
        value is not None and (cut.least is None or value >= cut.least) and (cut.most is None or value <= cut.most)
        for value, cut in values
    )
