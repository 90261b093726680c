"""A scanner that writes a line for every tag and takes no command: EPC, comma, RSSI, CR LF."""


class LinesDevice:
    """It reads as long as it has power."""

    running = True
    starts = 0

    def receive(self, chunk: bytes) -> bytes:
        """Nothing: it is deaf."""
        del chunk
        return b""

    def notice(self, tag: str, rssi: float) -> bytes:
        """The line of one tag."""
        return f"{tag},{rssi:g}\r\n".encode()

    def empty_round(self) -> bytes:
        """Nothing: it is silent without a tag."""
        return b""
