"""Cards with a past, made up by hypothesis: bought, taken over, revalued, removed piece by piece, by either rule."""

from datetime import date

from hypothesis import strategies as st

from inventory.months import Month
from inventory.schedule import DatedRule, Entry, Event, Handover, MonthRule, Removal, Revaluation, Term, terms
from inventory.valuation import Course

YUAN = st.decimals("0.01", "99999.99", places=2)
DAYS = st.dates(date(2018, 1, 1), date(2024, 12, 31))
LIVES = st.none() | st.integers(1, 60)

rules = st.lists(st.builds(DatedRule, st.sampled_from(MonthRule), DAYS), max_size=2)
handovers = st.builds(Handover, st.builds(Month.of, DAYS), YUAN, st.none() | st.integers(0, 80))
entries = st.builds(Entry, DAYS, st.integers(1, 50), YUAN, LIVES, st.none() | handovers)
removals = st.builds(Removal, DAYS, st.integers(1, 50), st.none() | YUAN)
events: st.SearchStrategy[Event] = st.builds(Revaluation, DAYS, YUAN, LIVES) | removals
rows_of_terms: st.SearchStrategy[tuple[Term, ...]] = st.builds(terms, entries, st.lists(events, max_size=4), rules)
courses = st.builds(Course, rows_of_terms)
unknown = st.builds(Entry, DAYS, st.integers(1, 50), YUAN, st.none())
unvalued = st.builds(Course, st.builds(terms, unknown, st.lists(removals, max_size=2)), st.just(False))
