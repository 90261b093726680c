"""What a counter is told of each number, tag or piece that was ticked, in one sentence."""

from typing import NamedTuple

from inventory.actions.counting.by_hand import Outcome, Told
from service.language import Speech


class Said(NamedTuple):
    """A sentence, and whether all is well."""

    text: str
    good: bool


def told_words(speech: Speech, told: Told, *, blind: bool) -> Said:
    """What became of one number; in a blind count without what the books expect."""
    facts = {"text": told.text, "name": told.name or told.text, "number": told.asset_no}
    match told.outcome:
        case Outcome.UNKNOWN:
            unknown = speech.say("“{text}” stands on no card and no tag we know. It is kept below.", **facts)
            return Said(unknown, good=False)
        case Outcome.AGAIN:
            return Said(speech.say("{name} ({number}) was ticked here already.", **facts), good=True)
        case Outcome.TAKEN_BACK:
            return Said(speech.say("The tick of {name} was taken back.", **facts), good=True)
    said = [speech.say("{name} ({number}) is ticked.", **facts)]
    if not blind:
        said += _beside(speech, told)
    return Said(" ".join(said), good=not told.beyond)


def _beside(speech: Speech, told: Told) -> list[str]:
    """How many of its card are ticked, where it belongs, and what the books do not know."""
    said = []
    if told.booked > 1:
        said.append(speech.say("{ticked} of {booked} are ticked.", ticked=told.ticked, booked=told.booked))
    if told.home:
        said.append(speech.say("The books put it in {room}.", room=told.home))
    if told.beyond:
        said.append(speech.say("The books know {count} fewer. Enter those as new things.", count=told.beyond))
    return said
