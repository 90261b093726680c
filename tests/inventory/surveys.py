"""Stock-takes made up by hypothesis: small and odd."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from inventory.ids import PassId
from inventory.survey import Absence, Expected, HandTick, Pass, Survey, Trace
from inventory.tags import Tag
from tests.inventory.school import item, room, walk

ROOMS = [room(name) for name in ("101", "102", "103", "104")]
WALKS = [walk(name) for name in ("one", "two", "three", "four", "five")]
TAGS = [Tag(f"E28000{number:02X}") for number in range(12)]

_moments = st.sampled_from([None, *(datetime(2026, 11, 21, 9, minute, tzinfo=UTC) for minute in (0, 1, 2))])
strengths = st.one_of(st.none(), st.floats(-95, -20))


@st.composite
def surveys(draw: st.DrawFn) -> Survey:
    """Four rooms, up to five passes, eight items and a dozen tags that may be read, shared, doubled or foreign."""
    passes = tuple(draw(_passes(each)) for each in WALKS[: draw(st.integers(0, 5))])
    traces = draw(st.lists(_traces([each.id for each in passes]), max_size=25)) if passes else []
    return Survey(
        rooms=draw(st.frozensets(st.sampled_from(ROOMS))),
        expected=tuple(draw(_expected(number)) for number in range(draw(st.integers(0, 8)))),
        passes=passes,
        traces=tuple(traces),
        ticks=tuple(draw(st.lists(_ticks, max_size=3))),
        walls=draw(st.frozensets(st.tuples(st.sampled_from(ROOMS), st.sampled_from(ROOMS)), max_size=4)),
        ours=draw(st.frozensets(st.sampled_from(TAGS), max_size=2)),
        finished=draw(st.frozensets(st.sampled_from(ROOMS))),
    )


def _passes(walked: PassId) -> st.SearchStrategy[Pass]:
    return st.builds(Pass, st.just(walked), st.sampled_from(ROOMS), _moments, _moments)


def _expected(number: int) -> st.SearchStrategy[Expected]:
    return st.builds(
        Expected,
        st.just(item(f"item {number}")),
        st.one_of(st.none(), st.sampled_from(ROOMS)),
        st.lists(st.sampled_from(TAGS), max_size=3).map(tuple),
        st.one_of(st.none(), st.sampled_from(Absence)),
        st.booleans(),
    )


def _traces(passes: list[PassId]) -> st.SearchStrategy[Trace]:
    tids = st.sampled_from([None, None, "E2801160", "E2801170"])
    times = st.sampled_from([1.0, 8.0]), st.just(9.0)
    return st.builds(
        Trace, st.sampled_from(passes), st.sampled_from(TAGS), st.integers(0, 400), strengths, strengths, *times, tids
    )


_ticks = st.builds(HandTick, st.sampled_from([item("item 0"), item("item 1")]), st.sampled_from(ROOMS))
