"""What is known about the time of a sighting when the wall clock is set before it is sent."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from reader.batch import batch
from reader.clock import DRIFT, Clock, Moment, boot, shift
from reader.outbox import Numbered
from reader.protocols.events import TagRead
from reader.window import Window
from tests.reader.sightings import BOOT, START

# Beside the drift, a millisecond for every time that is cut to milliseconds.
TOLERANCE = DRIFT + timedelta(milliseconds=2)
HOUR = 3600.0

ticks = st.floats(0, 1e7)
steps = st.timedeltas(timedelta(days=-20000), timedelta(days=20000))


def test_a_time_of_1970_is_put_right_once_the_clock_is_set() -> None:
    woken = datetime(1970, 1, 1, tzinfo=UTC)

    jump = shift(Moment(woken, 10.0, BOOT), Moment(START, 70.0, BOOT))

    assert START - timedelta(seconds=60) == woken + jump


@given(st.lists(st.floats(0, HOUR), min_size=1).map(sorted), st.floats(0, 2 * HOUR), st.floats(0, HOUR), steps)
@example([10.0, 10.5], 10.25, 1.0, timedelta(days=20000))
@example([10.0, 10.5], 11.0, 1.0, timedelta(days=-20000))
def test_a_clock_set_at_any_moment_changes_no_time_that_is_told(
    reads: list[float], set_at: float, wait: float, step: timedelta
) -> None:
    sent = reads[-1] + wait

    def wall(tick: float) -> datetime:
        return START + timedelta(seconds=tick) + (step if tick >= set_at else timedelta())

    def right(tick: float) -> datetime:
        return START + timedelta(seconds=tick) + (step if sent >= set_at else timedelta())

    for told, true in zip(times(reads, sent, wall), times(reads, sent, right), strict=True):
        assert abs(told - true) <= TOLERANCE


@given(ticks, ticks, steps)
def test_what_another_boot_stamped_is_left_as_it_is(then: float, now: float, step: timedelta) -> None:
    assert timedelta() == shift(Moment(START, then, "an earlier boot"), Moment(START + step, now, BOOT))


@given(ticks, st.floats(0, 1e7), st.timedeltas(-DRIFT * 0.9, DRIFT * 0.9))
def test_clocks_that_merely_drift_change_nothing(then: float, elapsed: float, drift: timedelta) -> None:
    now = Moment(START + timedelta(seconds=elapsed) + drift, then + elapsed, BOOT)

    assert timedelta() == shift(Moment(START, then, BOOT), now)


def test_the_clock_says_the_wall_clock_it_was_given_and_a_tick_that_goes_on() -> None:
    clock = Clock(lambda: START)

    early, late = clock(), clock()

    assert (START, START) == (early.wall, late.wall)
    assert early.tick <= late.tick


def test_a_boot_has_one_name_for_every_start_of_the_daemon(tmp_path: Path) -> None:
    (tmp_path / "boot_id").write_text(f"{BOOT}\n")

    assert BOOT == boot(tmp_path / "boot_id") == boot(tmp_path / "boot_id")


def test_where_a_boot_has_no_name_every_start_of_the_daemon_counts_as_one(tmp_path: Path) -> None:
    assert boot(tmp_path / "nowhere") != boot(tmp_path / "nowhere")


def times(reads: list[float], sent: float, wall: Callable[[float], datetime]) -> list[datetime]:
    """The times of a batch sent at this tick, of a tag that was read at those, by a wall clock that may be set."""
    window = Window("1")
    for tick in reads:
        window.fold([TagRead("E280")], tick, wall(tick))
    seen = [Numbered(n, sighting, BOOT) for n, sighting in enumerate(window.flush(), 1)]
    rows = json.loads(batch("", Moment(wall(sent), sent, BOOT), seen))["sightings"]
    return [datetime.fromisoformat(row[key]) for row in rows for key in ("first_seen", "last_seen")]
