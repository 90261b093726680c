"""What is said of a reader with which something is wrong."""

from datetime import datetime, timedelta

from babel.dates import format_timedelta

from inventory.heartbeats import Complaint
from service.language import Speech


def complaint_words(speech: Speech, complaint: Complaint) -> str:
    """The sentence, its times in the reader's zone and its spans in the reader's words; of which scanner, if said."""
    facts = {name: _spoken(speech, fact) for name, fact in complaint.facts.items()}
    sentence = speech.say(complaint.text, **facts)
    return f"{complaint.scanner} · {sentence}" if complaint.scanner else sentence


def _spoken(speech: Speech, fact: object) -> object:
    match fact:
        case datetime():
            return speech.moment(fact)
        case timedelta():
            return format_timedelta(fact, granularity="minute", threshold=1.2, locale=speech.tag.replace("-", "_"))
        case int():
            return speech.number(fact)
        case _:
            return fact
