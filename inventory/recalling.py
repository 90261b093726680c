"""The roll called again after a few passes more: what was heard of all other tags stays sorted as it was."""

from dataclasses import dataclass

import numpy as np

from inventory.arrays import Flags, Numbers, Texts, spliced, spread
from inventory.columns import Columns
from inventory.ground import Ground, survey_ground, those_of
from inventory.hearing import Heard, answering_from_two_chips, heard_in
from inventory.numbering import Numbering
from inventory.roll import Roll, call, called, tag_numbers


@dataclass(frozen=True)
class _Place:
    """Where the tags heard by the passes more, by their numbers now, stood `at` before; some were not `known`."""

    tags: Numbers
    at: Numbers
    known: Flags

    def of(self, starts: Numbers) -> tuple[Numbers, Numbers]:
        """From–to where what belongs to each tag stood, by where it started for each."""
        return starts[self.at], starts[self.at + self.known]


def call_again(before: Roll, columns: Columns) -> Roll:
    """The same as `call`, of columns with the list, the rooms and the tags of `before` that are `ours`.

    The traces are those of `before` in their order, and after them those of passes that had told nothing then.
    """
    if not np.array_equal(columns.ours, before.columns.ours):
        return call(columns)
    more = np.arange(len(before.columns.traces.tag), len(columns.traces.tag))
    tag, strange = tag_numbers(columns, columns.traces.of(more))
    foreign = np.union1d(before.foreign, strange)
    own = len(columns.listed.tag)
    tag = np.append(np.arange(own), [*(own + np.searchsorted(foreign, strange)), -1])[tag]
    place = _place(before, foreign, np.unique(tag[tag >= 0]))
    fresh = _heard_of(before, columns, place, more[tag >= 0], tag[tag >= 0])
    walks = Numbering(columns.passes).find(before.columns.passes)
    heard = _merged(before.heard, place, fresh, walks)
    now = np.append(np.arange(own), own + np.searchsorted(foreign, before.foreign))
    still = np.setdiff1d(now[before.two_chips], place.tags)
    anew = place.tags[answering_from_two_chips(fresh, columns.traces.tid)]
    ground = _ground(before, columns, walks, more)
    return called(columns, ground, foreign, heard, np.union1d(still, anew))


def _ground(before: Roll, columns: Columns, walks: Numbers, more: Numbers) -> Ground:
    """The ground with what these rows tell more; `walks` is by the number a pass had before the one it has now."""
    spoke = columns.traces.walk[more[columns.traces.reads[more] > 0]]
    speaking = np.append(walks[before.ground.speaking], spoke)
    return survey_ground(columns, those_of(len(columns.passes), speaking))


def _place(before: Roll, foreign: Texts, tags: Numbers) -> _Place:
    own = len(before.columns.listed.tag)
    at, known = tags.copy(), np.ones(len(tags), np.bool_)
    strangers = foreign[tags[tags >= own] - own]
    among = np.searchsorted(before.foreign, strangers)
    at[tags >= own] = own + among
    known[tags >= own] = np.append(before.foreign, b"")[among] == strangers
    return _Place(tags, at, known)


def _heard_of(before: Roll, columns: Columns, place: _Place, rows: Numbers, tag: Numbers) -> Heard:
    """All that was heard of these tags, before and in these rows."""
    start, stop = place.of(before.heard.trace_start)
    which, then = spread(start, stop - start)
    rows = np.append(before.heard.trace[then], rows)
    which = np.append(which, np.searchsorted(place.tags, tag))
    return Heard(*heard_in(columns, rows, which, len(place.tags)))


def _merged(before: Heard, place: _Place, fresh: Heard, walks: Numbers) -> Heard:
    """What was heard before, by the numbers that passes have now (-1 for what told nothing and is gone), with what is
    heard of some tags in its place."""
    sounds, traces = place.of(before.sound_start), place.of(before.trace_start)
    walk = before.walk if np.array_equal(walks, np.arange(len(walks))) else walks[before.walk]
    tags, each = (place.at, place.at + place.known), np.arange(1, len(place.tags) + 1)
    return Heard(
        spliced(walk, sounds, fresh.walk, fresh.sound_start[1:]),
        spliced(before.sound, sounds, fresh.sound, fresh.sound_start[1:]),
        spliced(before.sounds, tags, fresh.sounds, each),
        spliced(before.trace, traces, fresh.trace, fresh.trace_start[1:]),
        spliced(before.traces, tags, fresh.traces, each),
    )
