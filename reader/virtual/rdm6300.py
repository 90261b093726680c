"""A 125 kHz reader: it says the number of the transponder before it and takes no command."""

from reader.protocols.rdm6300 import frame
from reader.virtual.deaf import Deaf


class Rdm6300Device(Deaf):
    """It reads as long as it has power."""

    def notice(self, tag: str, rssi: float) -> bytes:
        """The frame of one transponder (ten digits); how strong it answered is never said."""
        del rssi
        return frame(tag)
