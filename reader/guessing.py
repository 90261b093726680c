"""What may be behind a serial port, by what the system says of its plug, before anybody has spoken to it.

USB ids are those of the bridge chip, and every maker buys the same few; so this is a guess, to be settled by asking
(`reader.detecting`). Evidence: ids reported for devices of a family in public manuals, drivers and issues.
"""

from typing import NamedTuple

from reader.naming import Found


class Guess(NamedTuple):
    """What the plug is, and the families that have been seen behind such a plug, the likeliest first."""

    plug: str
    families: tuple[str, ...]


BRIDGES = {
    "10c4:ea60": Guess("CP210x bridge", ("m100", "chafon288", "rdm6300")),
    "1a86:7523": Guess("CH340 bridge", ("mercury", "m100", "chafon18")),
    "0403:6001": Guess("FT232 bridge", ("mercury", "rdm6300")),
    "067b:2303": Guess("PL2303 bridge", ("chafon18", "chafon288")),
}
# Makers whose devices have a USB of their own and say so.
MAKERS = {
    "tsl": Guess("TSL handheld", ("tsl",)),
    "technology solutions": Guess("TSL handheld", ("tsl",)),
    "hdsc": Guess("Silion module", ("mercury",)),
}
NO_GUESS = Guess("", ())


def guess(port: Found) -> Guess:
    """What this port may be."""
    said = port.description.lower()
    named = next((guess for words, guess in MAKERS.items() if words in said), NO_GUESS)
    return named if named.families else BRIDGES.get(port.usb, NO_GUESS)
