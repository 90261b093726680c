"""What the readers heard of a thing, as it is shown beside a finding: room by room, and of which tag most."""

from itertools import pairwise
from math import isnan

import numpy as np

from inventory.arrays import Numbers, Reals, firsts, order_by
from inventory.findings import Evidence
from inventory.roll import Roll
from inventory.tags import Tag


def evidence_of(roll: Roll, things: Numbers, named: Numbers) -> list[tuple[Evidence, ...]]:
    """For each of these things what each room heard of all its tags: first the room that is `named`, then from the
    most answers down. What was heard of a disputed tag is shown, though it weighs nothing.
    """
    owner, tags = roll.tags_of(things)
    tag, rows = roll.heard.traces_of(roll.first[tags])
    walk, traces = roll.columns.traces.walk[rows], roll.columns.traces
    thing, place = owner[tag], roll.columns.pass_room[walk]
    order = order_by(walk, place, thing)
    rows, thing, walk, place = rows[order], thing[order], walk[order], place[order]
    runs, walks = firsts(thing, place), firsts(thing, place, walk)
    passes = np.diff(np.searchsorted(walks, runs), append=len(walks))
    reads = np.add.reduceat(traces.reads[rows], runs)
    peak = np.fmax.reduceat(traces.peak[rows], runs)
    thing, place = thing[runs], place[runs]
    shown = np.lexsort((place, -reads, place != named[thing], thing))
    evidence = _as_evidence(roll, place[shown], passes[shown], reads[shown], peak[shown])
    ends = np.searchsorted(thing, np.arange(len(things) + 1)).tolist()
    return [tuple(evidence[start:end]) for start, end in pairwise(ends)]


def _as_evidence(roll: Roll, place: Numbers, passes: Numbers, reads: Numbers, peak: Reals) -> list[Evidence]:
    rooms = roll.ground.rooms
    columns = zip(place.tolist(), passes.tolist(), reads.tolist(), peak.tolist(), strict=True)
    return [
        Evidence(rooms[at], walks, answers, None if isnan(loud) else loud) for at, walks, answers, loud in columns
    ]


def speaking_tags(roll: Roll, things: Numbers) -> list[Tag | None]:
    """For each of these things the tag that was heard most, a disputed one before all others; None without tags."""
    owner, tags = roll.tags_of(things)
    heard, rows = roll.heard.traces_of(roll.first[tags])
    reads = np.bincount(heard, roll.columns.traces.reads[rows], len(tags))
    order = np.lexsort((tags, -reads, ~roll.disputed[tags], owner))
    loudest = order[firsts(owner[order])]
    speaking: list[Tag | None] = [None] * len(things)
    for thing, tag in zip(owner[loudest].tolist(), roll.texts(tags[loudest]), strict=True):
        speaking[thing] = tag
    return speaking
