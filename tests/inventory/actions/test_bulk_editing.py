"""One field of many cards: foreseen, changed with a reason, and taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from inventory.actions.cards.bulk_editing import CardsChanged, change_many, foresee, take_back
from inventory.actions.cards.card_changes import Change, Why, change_cards
from inventory.actions.cards.card_editing import ReasonMissing
from inventory.actions.cards.listing import ids_of
from inventory.actions.cards.own_fields import add_field
from inventory.facets import Lack
from inventory.fields import OWN, BadValue, Holds
from inventory.ids import AssetId
from inventory.listing import Wanted
from inventory.store.engine import Database
from tests.people import NOW, School

WHY = Why("Ada", NOW, "the departments were joined")
EVERYTHING = Wanted()
LATER = Why("Ada", NOW + timedelta(minutes=1), "a mistake")


def chosen(database: Database, school: School, wanted: Wanted = EVERYTHING) -> Sequence[AssetId]:
    with database.read() as session:
        return ids_of(session, school.id, wanted, most=100)


def change(database: Database, school: School, text: str, why: Why = WHY, expected: int = 3) -> int:
    with database.write() as session:
        cards = ids_of(session, school.id, Wanted(room="202"), most=100)
        return change_many(session, school.id, cards, "department", text, expected=expected, why=why)


def test_what_would_change_is_told_before(database: Database, school: School) -> None:
    change(database, school, "总务处")
    cards = chosen(database, school)

    with database.read() as session:
        outlook = foresee(session, school.id, cards, "department", "总务处")

    assert ((("", 2),), 3) == (outlook.before, outlook.unchanged)


def test_many_cards_change_at_once_and_are_found_by_it(database: Database, school: School) -> None:
    assert 3 == change(database, school, "总务处")

    assert 3 == len(chosen(database, school, Wanted(department="总务处")))
    assert 3 == len(chosen(database, school, Wanted(text="zwc")))


def test_a_change_is_taken_back_but_where_somebody_changed_it_since(database: Database, school: School) -> None:
    change(database, school, "总务处")
    first, *_ = chosen(database, school, Wanted(room="202"))
    with database.write() as session:
        change_cards(session, school.id, [Change(first, "department_id", None)], LATER)

    with database.write() as session:
        assert 2 == take_back(session, school.id, NOW, "department", LATER)

    assert [] == chosen(database, school, Wanted(department="总务处"))


@pytest.mark.parametrize(
    ("why", "expected", "refused"), [(Why("Ada", NOW), 3, ReasonMissing), (WHY, 4, CardsChanged)]
)
def test_nothing_changes_without_a_reason_or_unseen(
    database: Database, school: School, why: Why, expected: int, refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        change(database, school, "总务处", why, expected)

    assert [] == chosen(database, school, Wanted(department="总务处"))


def test_many_cards_are_counted_by_number_and_need_no_tags(database: Database, school: School) -> None:
    cards = chosen(database, school, Wanted(lacks=Lack.TAG))
    with database.write() as session:
        done = change_many(session, school.id, cards, "by_number", "是", expected=1, why=WHY)

    assert (1, []) == (done, chosen(database, school, Wanted(lacks=Lack.TAG)))


def test_a_field_of_the_schools_own_is_changed_and_taken_back(database: Database, school: School) -> None:
    cards = chosen(database, school)
    with database.write() as session:
        field = f"{OWN}{add_field(session, school.id, '采购批次', Holds.NUMBER, (), by='Ada', at=NOW).hex}"
        change_many(session, school.id, cards[:3], field, "12", expected=3, why=WHY)
        outlook = foresee(session, school.id, cards, field, "012.50")
        taken_back = take_back(session, school.id, NOW, field, replace(LATER, by=WHY.by))
        after = foresee(session, school.id, cards, field, "")

    assert ("12.50", (("12", 3), ("", 2))) == (outlook.becomes, outlook.before)
    assert (3, 5) == (taken_back, after.unchanged)


def test_a_word_that_is_none_of_the_choices_changes_nothing(database: Database, school: School) -> None:
    with database.write() as session:
        field = f"{OWN}{add_field(session, school.id, '校区', Holds.CHOICE, ['东', '西'], by='Ada', at=NOW).hex}"

        with pytest.raises(BadValue):
            foresee(session, school.id, [], field, "南")
