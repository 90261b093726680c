"""What was heard of each tag, and where: all traces of a stock-take, sorted by tag and pass.

Two signs tell a tag in the room from one behind the wall: how strongly it answers and how often. The strength is the
mean of the received powers, in dBm; a scanner that tells none leaves the number of answers to speak alone.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from inventory.arrays import Numbers, Reals, Texts, firsts, in_pieces, order_by, spread, starts_of
from inventory.columns import Columns, Traces
from inventory.readability import whole_sounds

# So many tags are sorted at a time.
_PIECE = 1 << 17


@dataclass(frozen=True)
class Heard:
    """What was heard of each tag, in order of tags and of the turns of passes.

    `walk` is a pass and `sound` (as in `inventory.readability`) what it heard of a tag, no pass twice for a tag;
    `sounds` says by tag how many these are. `trace` are the rows it was heard in, and `traces` how many by tag.
    """

    walk: Numbers
    sound: Numbers
    sounds: Numbers
    trace: Numbers
    traces: Numbers

    @cached_property
    def sound_start(self) -> Numbers:
        """Where the sounds of each tag start."""
        return starts_of(self.sounds)

    @cached_property
    def trace_start(self) -> Numbers:
        """Where the traces of each tag start."""
        return starts_of(self.traces)

    def sounds_of(self, tags: Numbers) -> tuple[Numbers, Numbers]:
        """The sounds of these tags: of which one, counted from nought, and the row."""
        return spread(self.sound_start[tags], self.sounds[tags])

    def traces_of(self, tags: Numbers) -> tuple[Numbers, Numbers]:
        """The traces of these tags: of which one, counted from nought, and the row in the columns."""
        tag, rows = spread(self.trace_start[tags], self.traces[tags])
        return tag, self.trace[rows]


def hear(columns: Columns, tag: Numbers, tags: int) -> Heard:
    """Sort what was heard; `tag` numbers the tag of each trace, -1 for those that are to be left out."""
    pieces = in_pieces(lambda start, stop: _hear(columns, tag, start, stop), tags, _PIECE)
    return Heard(*map(np.concatenate, zip(*pieces, strict=True)))


def _hear(columns: Columns, tag: Numbers, start: int, stop: int) -> tuple[Numbers, ...]:
    """What was heard of the tags of these numbers, as the columns of `Heard`."""
    rows = np.flatnonzero((tag >= start) & (tag < stop))
    return heard_in(columns, rows, tag[rows] - start, stop - start)


def heard_in(columns: Columns, rows: Numbers, which: Numbers, tags: int) -> tuple[Numbers, ...]:
    """What was heard in these rows of so many tags, `which` by row, as the columns of `Heard`."""
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
    """The tags that told more than one chip number; `chip` is by trace."""
    told = np.flatnonzero(chip[heard.trace] != b"")
    if not len(told):
        return told
    tag, chip = np.repeat(np.arange(len(heard.traces)), heard.traces)[told], chip[heard.trace[told]]
    runs = firsts(tag)
    lead = np.repeat(runs, np.diff(runs, append=len(tag)))
    return np.unique(tag[chip != chip[lead]])
