"""Tags in words: what a number says, what a tag is on, how loud it answers."""

from collections.abc import Mapping

from inventory.epc import Epc, Nature
from inventory.tagging import Bears, Heard, Named
from service.language import Speech, key
from service.pages.wording import loudness

_NATURE: Mapping[Nature, str] = {
    Nature.GS1_NEWER: key(
        "By its first digits a number of GS1 of the newer kind {newer}, which is not taken apart here"
    ),
    Nature.OURS: key("Number {serial} that our school gave"),
    Nature.OTHER_SCHOOL: key("A number that another school gave"),
    Nature.CHIP: key("The number its chip was made with: nobody has written another"),
    Nature.BLANK: key("Only zeros: nothing is written on the tag"),
    Nature.SHORT: key("The number of a card or a key fob"),
    Nature.OWN: key("An own number by no scheme we know"),
}


def epc_words(speech: Speech, epc: Epc) -> str:
    """What the number says, in one line."""
    if epc.gs1:
        return f"{epc.gs1.scheme} {epc.gs1.element}"
    return speech.say(_NATURE[epc.nature], serial=epc.own.serial if epc.own else "", newer=epc.newer)


def bearer_words(speech: Speech, named: Named) -> str:
    """What a tag is on, as people call it: its name, its number, and which piece it is."""
    name = named.name or (named.number if named.bearer.kind is Bears.ROOM else speech.say("Without a name"))
    number = f" ({named.number})" if named.number and named.number != name else ""
    piece = speech.say(", piece {position} of {all}", position=named.position, all=named.quantity)
    return f"{name}{number}{piece if named.quantity > 1 else ''}"


def signal_words(speech: Speech, heard: Heard) -> str:
    """How loud the tag answers; "" where the scanner does not tell."""
    if heard.rssi is None:
        return ""
    return f"{speech.say(loudness(heard.rssi))} ({heard.rssi:.0f} dBm)".replace("-", "−")
