"""The roll called again after a few passes more: what was heard of all other tags stays where it was."""

from dataclasses import dataclass

import numpy as np

from inventory.arrays import Flags, Numbers, Texts
from inventory.columns import Columns
from inventory.ground import Ground, survey_ground, those_of
from inventory.growing import grown
from inventory.hearing import Heard, answering_from_two_chips, heard_in
from inventory.numbering import Numbering
from inventory.roll import Roll, call, called, tag_numbers

_NOBODYS = 0.25
"""How much of what was heard may be nobody's, before it is put in order."""


@dataclass(frozen=True)
class _Place:
    """Where the tags heard by the passes more, by their numbers now, stood `at` before; some were not `known`."""

    tags: Numbers
    at: Numbers
    known: Flags

    def with_theirs(self, before: Numbers, theirs: Numbers) -> Numbers:
        """A column by tag, with theirs for these tags."""
        column = np.insert(before, self.at[~self.known], 0)
        column[self.tags] = theirs
        return column


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
    return called(columns, ground, before.numbered.with_foreign(foreign), heard, np.union1d(still, anew))


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
    which, then = before.heard.traces_of(place.at[place.known])
    rows = np.append(then, rows)
    which = np.append(np.flatnonzero(place.known)[which], np.searchsorted(place.tags, tag))
    return heard_in(columns, rows, which, len(place.tags))


def _merged(before: Heard, place: _Place, fresh: Heard, walks: Numbers) -> Heard:
    """What was heard before, by the numbers that passes have now (-1 for what told nothing and is gone), with what is
    heard of some tags in its place."""
    if len(before.walk) > (1 + _NOBODYS) * before.sounds.sum():
        before = before.in_order()
    sounding = before.sounding
    if not np.array_equal(walks, np.arange(len(walks))):
        sounding = grown([walks[before.walk], before.sound])
    return Heard(
        sounding.with_rows(fresh.sounding.columns),
        place.with_theirs(before.sound_start, len(before.walk) + fresh.sound_start),
        place.with_theirs(before.sounds, fresh.sounds),
        before.tracing.with_rows(fresh.tracing.columns),
        place.with_theirs(before.trace_start, len(before.trace) + fresh.trace_start),
        place.with_theirs(before.traces, fresh.traces),
    )
