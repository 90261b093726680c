"""How slips are put into words: where one stands, what is next and who does it, what is wrong with a form."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from inventory.approvals import Level
from inventory.errors import InventoryError
from inventory.filling import BadEntry, EntryMissing
from inventory.slip_papers import WholeSlip
from inventory.slips import Asks, Holds, Kind, SlipField, SlipStatus, Stage
from service.language import Speech, key

STATUS_NAME = {
    SlipStatus.ASKED: key("Waits for approval"),
    SlipStatus.READY: key("To be carried out"),
    SlipStatus.UNDER_WAY: key("Under way"),
    SlipStatus.DONE: key("Completed"),
    SlipStatus.REJECTED: key("Rejected"),
    SlipStatus.WITHDRAWN: key("Withdrawn"),
    SlipStatus.CANCELLED: key("Cancelled"),
}

TONE = {
    SlipStatus.ASKED: "counting",
    SlipStatus.READY: "counting",
    SlipStatus.UNDER_WAY: "counting",
    SlipStatus.DONE: "good",
    SlipStatus.REJECTED: "bad",
    SlipStatus.WITHDRAWN: "",
    SlipStatus.CANCELLED: "",
}
"""The colour of each."""


def next_words(speech: Speech, slip: WholeSlip) -> list[str]:
    """What happens next, and who has to do it; nothing of a slip that is over."""
    if slip.level is not None:
        facts = {"level": slip.level.name, "who": level_words(speech, slip.level)}
        return [speech.say("Next: the signature “{level}”, given by {who}.", **facts)]
    return [
        speech.say(
            "Next: {step} ({count}), done by {who}.",
            step=speech.look_up(stage.label),
            count=speech.count("{count} thing", "{count} things", sum(len(line.items) for line in lines)),
            who=taker_words(speech, stage, slip.receiver),
        )
        for stage, lines in slip.waiting.items()
    ]


def level_words(speech: Speech, level: Level) -> str:
    """Who may give the signature: accounts by name, or anybody of a role."""
    return _either(speech, [*level.accounts, *_role(speech, level)])


def _role(speech: Speech, level: Level) -> Iterator[str]:
    if level.role is not None:
        yield speech.say("any {role}", role=speech.look_up(level.role.word))


def taker_words(speech: Speech, stage: Stage, receiver: str) -> str:
    """Who may take the stage."""
    received = [receiver] if stage.by_receiver and receiver else []
    return _either(speech, [*received, speech.say("any {role}", role=speech.look_up(stage.role.word))])


def _either(speech: Speech, names: list[str]) -> str:
    return speech.look_up(key(" or ")).join(names)


def place_of(error: InventoryError, kind: Kind) -> str:
    """The name of the form's field that the error is about; "things" if it is about none."""
    if isinstance(error, BadEntry | EntryMissing):
        label = error.facts["field"]
        return next((f"field:{field.name}" for field in kind.fields if field.label == label), "due_on")
    about = {"room": kind.room, "person": kind.person, "due_on": kind.due}
    named = error.facts.get("field", ())
    said = [name for name, asks in about.items() if isinstance(asks, Asks) and asks.label == named]
    lost = error.facts.get("kind")
    return next(iter([*said, *(name for name in about if name == lost)]), "things")


def filled_words(speech: Speech, field: SlipField, text: str) -> str:
    """What stands in a field, as people read it."""
    match field.holds:
        case Holds.MONEY:
            return speech.money(Decimal(text))
        case Holds.DAY:
            return speech.day(date.fromisoformat(text))
        case Holds.MOMENT:
            return speech.moment(datetime.fromisoformat(text))
        case Holds.CHOICE:
            return speech.look_up(text)
    return text
