"""What was heard of each tag, and where: all traces of a stock-take, by tag and pass.

Two signs tell a tag in the room from one behind the wall: how strongly it answers and how often. The strength is the
mean of the received powers, in dBm; a scanner that tells none leaves the number of answers to speak alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inventory.arrays import Numbers, Reals, Texts, firsts, in_pieces, order_by, spread, starts_of
from inventory.columns import Columns, Traces
from inventory.growing import Growing, grown
from inventory.readability import whole_sounds

# So many tags are sorted at a time.
_PIECE = 1 << 17


@dataclass(frozen=True)
class Heard:
    """What was heard of each tag, in order of the turns of passes.

    `sounding` has two columns: a pass, and the sound (as in `inventory.readability`) that it heard of a tag, no pass
    twice for a tag. Those of a tag are so many `sounds` from `sound_start` on. The rows it was heard in are the
    column of `tracing`, so many `traces` from `trace_start` on. What is heard of a tag again is put behind all that
    is there, and what stood for it before is nobody's any more.
    """

    sounding: Growing
    sound_start: Numbers
    sounds: Numbers
    tracing: Growing
    trace_start: Numbers
    traces: Numbers

    @property
    def walk(self) -> Numbers:
        """By sound the pass."""
        return self.sounding.columns[0]

    @property
    def sound(self) -> Numbers:
        """By sound what it is."""
        return self.sounding.columns[1]

    @property
    def trace(self) -> Numbers:
        """The rows that tags were heard in."""
        return self.tracing.columns[0]

    def sounds_of(self, tags: Numbers) -> tuple[Numbers, Numbers]:
        """The sounds of these tags: of which one, counted from nought, and the row."""
        return spread(self.sound_start[tags], self.sounds[tags])

    def traces_of(self, tags: Numbers) -> tuple[Numbers, Numbers]:
        """The traces of these tags: of which one, counted from nought, and the row in the columns."""
        tag, rows = spread(self.trace_start[tags], self.traces[tags])
        return tag, self.trace[rows]

    def in_order(self) -> "Heard":
        """The same in order of tags, and nothing that is nobody's."""
        tags = np.arange(len(self.sounds))
        _, rows = self.sounds_of(tags)
        _, traces = self.traces_of(tags)
        return _as_heard([(self.walk[rows], self.sound[rows], self.sounds, traces, self.traces)])


_Part = tuple[Numbers, Numbers, Numbers, Numbers, Numbers]
"""Of some tags, in their order: passes, sounds, how many these are by tag, rows, and how many they are by tag."""


def _as_heard(parts: Sequence[_Part]) -> Heard:
    """All of it in order of tags."""
    walk, sound, sounds, trace, traces = zip(*parts, strict=True)
    sounding, tracing = grown(*zip(walk, sound, strict=True)), grown(*zip(trace, strict=True))
    each, times = np.concatenate(sounds), np.concatenate(traces)
    return Heard(sounding, starts_of(each)[:-1], each, tracing, starts_of(times)[:-1], times)


def hear(columns: Columns, tag: Numbers, tags: int) -> Heard:
    """Sort what was heard; `tag` numbers the tag of each trace, -1 for those that are to be left out."""
    return _as_heard(in_pieces(lambda start, stop: _hear(columns, tag, start, stop), tags, _PIECE))


def heard_in(columns: Columns, rows: Numbers, which: Numbers, tags: int) -> Heard:
    """What was heard in these rows of so many tags, `which` by row."""
    return _as_heard([_heard_in(columns, rows, which, tags)])


def _hear(columns: Columns, tag: Numbers, start: int, stop: int) -> _Part:
    """What was heard of the tags of these numbers."""
    rows = np.flatnonzero((tag >= start) & (tag < stop))
    return _heard_in(columns, rows, tag[rows] - start, stop - start)


def _heard_in(columns: Columns, rows: Numbers, which: Numbers, tags: int) -> _Part:
    traces = columns.traces
    order = order_by(columns.turn[traces.walk[rows]], which)
    rows, which = rows[order], which[order]
    walk, reads = traces.walk[rows], traces.reads[rows]
    strength = _strength(traces, rows)
    count = np.bincount(which, minlength=tags)
    runs = firsts(which, walk)
    if len(runs) == len(rows):
        return walk, whole_sounds(strength, reads), count, rows, count
    sound = whole_sounds(strength[runs], reads[runs])
    several, theirs = _sounds_of_several(strength, reads, runs)
    sound[several] = theirs
    return walk[runs], sound, np.bincount(which[runs], minlength=tags), rows, count


def _sounds_of_several(strength: Reals, reads: Numbers, runs: Numbers) -> tuple[Numbers, Numbers]:
    """The runs that are of more than one row, and the sound of each: its answers together, at their mean power."""
    lengths = np.diff(runs, append=len(reads))
    several = np.flatnonzero(lengths > 1)
    run, rows = spread(runs[several], lengths[several])
    rows = rows[np.lexsort((reads[rows], strength[rows], run))]  # a sum of powers depends on their order
    strength, reads, starts = strength[rows], reads[rows], starts_of(lengths[several])[:-1]
    return several, whole_sounds(_mean_power(strength, reads, starts), np.add.reduceat(reads, starts))


def _strength(traces: Traces, rows: Numbers) -> Reals:
    """The mean, or the peak where no mean was told."""
    mean = traces.mean[rows]
    untold = np.flatnonzero(np.isnan(mean))
    mean[untold] = traces.peak[rows[untold]]
    return mean


def _mean_power(strength: Reals, reads: Numbers, runs: Numbers) -> Reals:
    """The mean over the answers of each run, in dBm; those without a strength left out."""
    told = np.where(np.isnan(strength), 0.0, reads)
    power = told * 10 ** (np.nan_to_num(strength) / 10)
    with np.errstate(invalid="ignore", divide="ignore"):
        return 10 * np.log10(np.add.reduceat(power, runs) / np.add.reduceat(told, runs))


def answering_from_two_chips(heard: Heard, chip: Texts) -> Numbers:
    """The tags that told more than one chip number; `chip` is by trace. What was heard is in order of tags."""
    told = np.flatnonzero(chip[heard.trace] != b"")
    if not len(told):
        return told
    tag, chip = np.repeat(np.arange(len(heard.traces)), heard.traces)[told], chip[heard.trace[told]]
    runs = firsts(tag)
    lead = np.repeat(runs, np.diff(runs, append=len(tag)))
    return np.unique(tag[chip != chip[lead]])
