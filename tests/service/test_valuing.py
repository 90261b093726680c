"""The register valued is kept as long as nothing is recorded, and made anew then."""

from datetime import UTC, date, timedelta

from inventory.actions.cards.value_rules import say_rule
from inventory.schedule import DatedRule, MonthRule
from inventory.store.engine import Database
from service.valuing import By, ValueCache
from tests.people import NOW, a_school

TODAY = date(2026, 11, 20)


def test_a_register_is_valued_anew_when_something_was_recorded_or_the_day_is_over(database: Database) -> None:
    school, cache = a_school(database).id, ValueCache()

    with database.read() as session:
        first, again = (cache.of(session, school, TODAY, UTC) for _ in range(2))
    with database.write() as session:
        say_rule(session, school, DatedRule(MonthRule.ENTERPRISE, TODAY), by="Ada", at=NOW)
    with database.read() as session:
        then = cache.of(session, school, TODAY, UTC)
        tomorrow = cache.of(session, school, TODAY + timedelta(days=1), UTC)

    assert first is again
    assert 3 == len({id(first), id(then), id(tomorrow)})


def test_the_tables_of_a_period_are_made_once(database: Database) -> None:
    school, cache = a_school(database).id, ValueCache()

    with database.read() as session:
        valued = cache.of(session, school, TODAY, UTC)

    first, again = (valued.tables(By.CLASS, date(2026, 1, 1), TODAY) for _ in range(2))
    assert first is again
    assert first is not valued.tables(By.DEPARTMENT, date(2026, 1, 1), TODAY)
