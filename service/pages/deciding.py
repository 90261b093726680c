"""How decisions are put into words: what each does, reasons at hand, and one that was made, with its details."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from inventory.actions.campaign.hearing import LastHeard, SeenBy
from inventory.actions.campaign.photos import PhotoLine
from inventory.actions.cards.things import Thing
from inventory.actions.documents.under_way import UnderWay
from inventory.decisions import Choice, Decided, fitting
from inventory.details import Details, details_from_json
from inventory.findings import Note
from inventory.ids import ItemId
from inventory.judgement import KINDS
from inventory.lines import as_lines
from inventory.sought import Stage
from inventory.standing import Heard, Line
from inventory.tags import Tag
from inventory.verdicts import seen_as, subject_of
from service.language import Speech, key
from service.pages.wording import heard_words

STAGE_NAME = {
    Stage.OPEN: key("To decide"),
    Stage.OVERTAKEN: key("Changed since decided"),
    Stage.DECIDED: key("Decided"),
}

CHOICE_HINT = {
    Choice.TRANSFER: key("The books follow: it is booked to the room it was seen in."),
    Choice.BRING_BACK: key("Somebody takes it back to its room; the books stay."),
    Choice.CONFIRM_SHORTAGE: key("It is not there. It stays on the books until the write-off is approved."),
    Choice.WAS_OUT: key("It was somewhere else for a good reason."),
    Choice.REGISTER: key("It is ours and on no card: enter it, with this tag."),
    Choice.BIND: key("The tag belongs to a thing that is on the books."),
    Choice.REBIND: key("Say which thing keeps the tag; the other one gets none or a fresh one."),
    Choice.NOT_OURS: key("It belongs to somebody else. Nothing is entered."),
    Choice.FOUND_AGAIN: key("It goes back on the books, in the room it was seen in."),
    Choice.SEEN_BY_HAND: key("Somebody saw it with their own eyes; a photo helps."),
    Choice.LOOK_AGAIN: key("Somebody goes there once more."),
    Choice.WITHDRAWN: key("Take the decision back; the finding is open again."),
}
"""What each decision does, in the order in which they are offered."""

REASONS = (
    key("Used there for good; the books follow."),
    key("Carried along and not brought back."),
    key("Looked for twice and not found."),
    key("Was lent out during the count."),
    key("The label is torn off or cannot be read."),
    key("Given to the school and never entered."),
    key("Belongs to another unit or person."),
    key("Decided by mistake."),
)
"""Reasons at hand; others are typed."""


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as its page shows it: `mark` tells whether it is still the same when a form comes back.

    `heard` are sentences, each with a second one about when and by which reader; `decided` is a decision in words,
    `under_way` the document about the thing that is not over.
    """

    line: Line
    subject: str
    mark: str
    heard: tuple[tuple[str, str], ...]
    seen: tuple[SeenBy, ...]
    photos: tuple[PhotoLine, ...]
    decided: str
    under_way: UnderWay | None = None


def row(
    speech: Speech,
    line: Line,
    last: Mapping[tuple[Tag, str], LastHeard],
    seen: Mapping[ItemId, list[SeenBy]],
    photos: Mapping[str, list[PhotoLine]],
    things: Mapping[ItemId, Thing],
    live: Mapping[ItemId, UnderWay],
) -> Row:
    """Everything a page says of the finding."""
    subject = subject_of(line)
    heard = tuple((heard_words(speech, each), _when(speech, line, each, last)) for each in line.evidence)
    return Row(
        line,
        subject,
        seen_as([line]),
        heard,
        tuple(seen.get(line.item, ())) if line.item else (),
        tuple(photos.get(subject, ())),
        decision_words(speech, line, things),
        live.get(line.item) if line.item else None,
    )


def _when(speech: Speech, line: Line, heard: Heard, last: Mapping[tuple[Tag, str], LastHeard]) -> str:
    newest = last.get((line.tag, heard.room)) if line.tag else None
    if newest is None:
        return ""
    who = ", ".join(name for name in (newest.device, newest.by) if name)
    return speech.say("last {moment} ({who})", moment=speech.moment(newest.at), who=who)


def decision_words(speech: Speech, line: Line, things: Mapping[ItemId, Thing]) -> str:
    """What was decided about the line, with its details; "" if nothing was."""
    if line.overtaken:
        return made_words(speech, line.overtaken, things)
    if not line.decision:
        return ""
    return _words(speech, Choice(line.decision), details_from_json(line.details), things)


def made_words(speech: Speech, made: Decided, things: Mapping[ItemId, Thing]) -> str:
    """A decision with its details."""
    return _words(speech, made.choice, made.details, things)


def _words(speech: Speech, choice: Choice, details: Details, things: Mapping[ItemId, Thing]) -> str:
    thing = things.get(details.item) if details.item else None
    said = (
        speech.look_up(choice.value),
        speech.say("room {room}", room=details.room) if details.room else "",
        details.name,
        details.category,
        details.asset_no,
        speech.money(details.cost),
        f"{thing.name} {thing.asset_no}" if thing else "",
        details.tag or "",
        speech.look_up(details.keeper.value) if details.keeper else "",
        speech.look_up(details.cause.value) if details.cause else "",
        details.place,
        details.person,
        speech.say("by {day}", day=speech.day(details.due)) if details.due else "",
    )
    return " · ".join(part for part in said if part)


def offered(lines: Iterable[Line], but: Collection[Choice] = ()) -> tuple[Choice, ...]:
    """The decisions that fit any of the lines, in the order of the page; withdrawing only where one was made."""
    counted = as_lines(lines).counted
    notes = {Note.SEEN_ALTHOUGH_OUT} if counted.out.any() else set()
    kinds = [kind for number, kind in enumerate(KINDS) if (counted.kind == number).any()]
    possible = {choice for kind in kinds for choice in fitting(kind, notes)}
    possible -= set() if (counted.decision >= 0).any() else {Choice.WITHDRAWN}
    return tuple(choice for choice in CHOICE_HINT if choice in possible and choice not in but)
