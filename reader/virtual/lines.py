"""A scanner that writes a line for every tag and takes no command: EPC, comma, RSSI, CR LF."""

from reader.virtual.deaf import Deaf


class LinesDevice(Deaf):
    """It reads as long as it has power."""

    def notice(self, tag: str, rssi: float) -> bytes:
        """The line of one tag."""
        return f"{tag},{rssi:g}\r\n".encode()
