"""Which things are here, moved, missing, and how sure: one finding for every expected thing and every foreign tag.

The rules are those of a stock-take by hand. A thing seen in its room is verified. A room that was not counted, or
whose scanner was silent, says nothing: missing is a claim. A room counted without a scanner makes that claim once it
is finished and most of its list is ticked. A read that may have come through the wall makes a thing doubtful, never
moved at once. How sure a finding is comes from `inventory.whereabouts`.

All of it is judged in columns (`inventory.judgement`); findings to read are made of those things only that somebody
asks about, and are the same however few they be.
"""

from collections.abc import Iterator
from dataclasses import fields

import numpy as np

from inventory.arrays import Numbers
from inventory.columns import as_columns
from inventory.evidence import evidence_of, speaking_tags
from inventory.findings import Evidence, Finding, Kind, Note, Probabilities
from inventory.ids import RoomId
from inventory.judgement import KINDS, Judgement, judge
from inventory.roll import Roll, call
from inventory.survey import Survey
from inventory.tags import Tag

_PIECE = 1 << 14


def reconcile(survey: Survey) -> list[Finding]:
    """Say of every expected item and every foreign tag what the stock-take found.

    Items come first in order of their ids, each expected one once, written-off ones only if seen; then the foreign
    tags, those neither on any item nor in `survey.ours`, in order. The order within `survey` changes nothing.
    """
    return all_findings(judge(call(as_columns(survey))))


def all_findings(judgement: Judgement) -> list[Finding]:
    """Every finding, in the order of `reconcile`."""
    return told(judgement, np.arange(judgement.roll.things))


def told(judgement: Judgement, things: Numbers) -> list[Finding]:
    """The findings on these things, by number, in this order; on some there is none."""
    things = things[judgement.verdicts.kind[things] >= 0]
    pieces = (things[start : start + _PIECE] for start in range(0, len(things), _PIECE))
    return [finding for piece in pieces for finding in _findings(judgement, piece)]


def findings_in(judgement: Judgement, room: RoomId) -> list[Finding]:
    """The findings on what is booked to this room or was noticed there, in the order of `reconcile`."""
    roll, verdicts = judgement.roll, judgement.verdicts
    place = roll.ground.rooms.index(room)
    here = (roll.booked == place) | (verdicts.place == place)
    return told(judgement, np.flatnonzero(here))


def _findings(judgement: Judgement, things: Numbers) -> list[Finding]:
    roll, verdicts = judgement.roll, judgement.verdicts
    rows = zip(
        things.tolist(),
        speaking_tags(roll, things),
        evidence_of(roll, things, verdicts.place[things].astype(np.int64)),
        *(getattr(verdicts, column.name)[things].tolist() for column in fields(verdicts)),
        strict=True,
    )
    return [_finding(roll, *row) for row in rows]


def _finding(
    roll: Roll,
    thing: int,
    tag: Tag | None,
    evidence: tuple[Evidence, ...],
    number: int,
    place: int,
    carried: bool,
    confidence: float,
    *chances: float,
) -> Finding:
    kind, item = KINDS[number], thing < roll.items
    booked, rooms = int(roll.booked[thing]), roll.ground.rooms
    return Finding(
        kind,
        roll.columns.listed.items[thing] if item else None,
        tag,
        rooms[booked] if booked >= 0 else None,
        rooms[place] if place >= 0 else None,
        confidence,
        Probabilities(*chances) if item else None,
        evidence,
        tuple(_notes(roll, thing, kind, carried)),
    )


def _notes(roll: Roll, thing: int, kind: Kind, carried: bool) -> Iterator[Note]:
    if kind not in (Kind.VERIFIED, Kind.MOVED):
        return
    if roll.absent[thing]:
        yield Note.SEEN_ALTHOUGH_OUT
    if roll.tick_start[thing] < roll.tick_start[thing + 1]:
        yield Note.SEEN_BY_HAND
    if carried:
        yield Note.CARRIED
