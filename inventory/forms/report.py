"""The report of a stock-take: which forms it has, and what stands at the head and the foot of every page."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from inventory.campaign import OPEN, Status
from inventory.forms.moved import moved_forms
from inventory.forms.rooms import room_forms
from inventory.forms.statement import statement_form
from inventory.forms.summaries import summary_forms
from inventory.forms.values import Form, Notice, Part, Report, Say, say
from inventory.forms.variances import variance_form
from inventory.standing import Standing
from inventory.transfer_log import LogLine

DIGEST_FIGURES = 12
"""As many as can be compared by eye, and more than chance or an accident could bring together."""


def report(
    standing: Standing,
    *,
    at: datetime,
    zone: tzinfo,
    part: Part | None = None,
    room: str | None = None,
    meanwhile: Sequence[LogLine] = (),
) -> Report:
    """The whole report, one `part` of it, or the sheet of the room with the code `room`.

    `meanwhile` is what documents did during the count (`tells_of_documents` says where that is wanted).
    What is closed is as of its closing, whenever it is printed; what goes on is as of `at`. Days and moments are
    those of `zone`. Raises `NotFound` if the room is not in scope.
    """
    parts = _parts(part, room)
    if room is None:  # each form goes through all lines
        standing = replace(standing, lines=tuple(standing.lines))
    meanwhile = [replace(line, deed=replace(line.deed, at=line.deed.at.astimezone(zone))) for line in meanwhile]
    campaign = standing.campaign
    closed = standing.status not in OPEN
    return Report(
        school=standing.school,
        stocktake=standing.name,
        cutoff=standing.cutoff.astimezone(zone).date(),
        as_of=(campaign.closed_at if closed and campaign.closed_at else at).astimezone(zone),
        final=closed,
        digest=campaign.digest if closed else None,
        forms=tuple(form for each in parts for form in _forms(standing, meanwhile, each, room, zone)),
    )


def tells_of_documents(part: Part | None, room: str | None) -> bool:
    """Whether what is asked for says what documents did during the count."""
    return not {Part.STATEMENT, Part.MOVED}.isdisjoint(_parts(part, room))


def _parts(part: Part | None, room: str | None) -> tuple[Part, ...]:
    if room is not None:
        return (Part.ROOMS,)
    return tuple(Part) if part is None else (part,)


def foot(of: Report) -> tuple[Say, ...]:
    """What stands at the foot of every page: how old the figures are, and the digest of what they are made from."""
    as_of = say("As of {moment}", moment=of.as_of)
    if not of.final:
        return as_of, say("Not closed")
    return (as_of, say("Digest {digest}", digest=of.digest[:DIGEST_FIGURES])) if of.digest else (as_of,)


def _forms(
    standing: Standing, meanwhile: Sequence[LogLine], part: Part, room: str | None, zone: tzinfo
) -> tuple[Form, ...]:
    first, *others = _of_part(standing, meanwhile, part, room, zone)
    if standing.status not in OPEN:
        return first, *others
    blocks = (_not_final(standing.status), *first.blocks)
    return Form(first.part, first.title, blocks, first.wide), *others


def _of_part(
    standing: Standing, meanwhile: Sequence[LogLine], part: Part, room: str | None, zone: tzinfo
) -> tuple[Form, ...]:
    match part:
        case Part.STATEMENT:
            return (statement_form(standing, meanwhile, zone),)
        case Part.VARIANCE:
            return (variance_form(standing),)
        case Part.MOVED:
            return moved_forms(standing, meanwhile)
        case Part.SUMMARY:
            return summary_forms(standing)
        case Part.ROOMS:
            return room_forms(standing, room)


def _not_final(status: Status) -> Notice:
    if status is Status.REVIEW:
        return Notice(say("The stock-take is not closed yet; these figures are not final."))
    return Notice(say("The count is still going on; these figures are not final."))
