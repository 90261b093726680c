"""Where a thing is believed to be follows from what happened, not from when it became known."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from hypothesis import example, given, settings
from hypothesis import strategies as st

from inventory.ids import RoomId
from inventory.presence import Fact, Heard, Presence, Source, TellAnew, Turned, in_order, learnt, told, told_anew
from tests.people import NOW

HALL, LAB, STORE = (RoomId(UUID(int=number)) for number in (1, 2, 3))
MINUTE = timedelta(minutes=1)

moments = st.integers(0, 12).map(lambda minutes: NOW + minutes * MINUTE)
sources = st.integers(1, 3).map(lambda reads: Source(reads=reads))
heard = st.builds(Heard, st.sampled_from([HALL, LAB, STORE, None]), moments, sources)
turned = st.builds(Turned, st.just(HALL), st.sampled_from([None, LAB]), moments, sources)


def at(minute: int, room: RoomId | None) -> Heard:
    return Heard(room, NOW + minute * MINUTE, Source())


def learning(facts: Sequence[Fact]) -> Presence | None:
    """What is believed when the facts become known one by one."""
    now: Presence | None = None
    for count, fact in enumerate(facts, 1):
        try:
            now = learnt(now, fact)
        except TellAnew as late:
            now = told_anew([each for each in facts[:count] if late.begin is None or each.at >= late.begin], now)
    return now


@given(st.lists(heard | turned, max_size=12))
@example([at(1, HALL), Turned(HALL, None, NOW, Source()), at(1, LAB)])
@settings(max_examples=300)
def test_the_order_of_arrival_does_not_matter(facts: list[Fact]) -> None:
    assert told(facts) == learning(facts)


@given(st.lists(heard | turned, max_size=12))
def test_what_comes_in_order_is_never_told_anew(facts: list[Fact]) -> None:
    once_each = sorted({fact.at: fact for fact in facts}.values(), key=in_order)
    now: Presence | None = None

    for fact in once_each:
        now = learnt(now, fact)

    assert told(once_each) == now


def test_a_late_batch_does_not_overwrite_what_is_newer() -> None:
    now = learning([at(5, LAB), at(9, LAB), at(2, HALL)])

    assert now is not None
    assert (LAB, 5, 9) == (now.room, (now.since - NOW) / MINUTE, (now.heard_at - NOW) / MINUTE)


def test_silence_moves_nothing_and_a_gate_does() -> None:
    inside, gone = told([at(1, HALL)]), told([at(1, HALL), at(2, None)])

    assert inside is not None
    assert gone is not None
    assert (HALL, None) == (inside.room, gone.room)


def test_a_gate_that_cannot_tell_the_way_leads_out_and_then_in_again() -> None:
    passing = [Turned(HALL, None, NOW + minute * MINUTE, Source()) for minute in (2, 3)]

    rooms = [now.room for now in (told([at(1, HALL), *passing[:1]]), told([at(1, HALL), *passing])) if now]

    assert [None, HALL] == rooms
