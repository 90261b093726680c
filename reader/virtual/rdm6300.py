"""A 125 kHz reader: it says the number of the transponder before it and takes no command."""

from reader.protocols.rdm6300 import frame


class Rdm6300Device:
    """It reads as long as it has power."""

    running = True
    starts = 0

    def receive(self, chunk: bytes) -> bytes:
        """Nothing: it is deaf."""
        del chunk
        return b""

    def notice(self, tag: str, rssi: float) -> bytes:
        """The frame of one transponder (ten digits); how strong it answered is never said."""
        del rssi
        return frame(tag)

    def empty_round(self) -> bytes:
        """Nothing: it is silent without a transponder."""
        return b""
