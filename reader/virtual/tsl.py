"""The device side of the TSL family: a handheld that answers commands line by line, one inventory for each `.iv`.

Source: "TSL ASCII 2.0 Protocol" (the maker's developer documentation). Sans-IO: the pty carries the bytes.
"""

_VERSION = ("MF: TSL UK Ltd.", "US: 1128-01-000123", "PV: 2.4", "UF: 1.10.0", "UB: 1.2.0")


def block(*lines: str) -> bytes:
    """Lines of an answer, each with its end."""
    return "".join(f"{line}\r\n" for line in lines).encode()


class TslDevice:
    """A handheld on its desk. It works on an inventory until a tag answered or the round is over."""

    def __init__(self) -> None:
        self.running = False
        self.starts = 0
        self._resting = True
        self._received = b""

    def receive(self, chunk: bytes) -> bytes:
        """The answers to the commands these bytes complete."""
        *lines, self._received = (self._received + chunk).replace(b"\n", b"\r").split(b"\r")
        return b"".join(self._obey(line.decode("latin-1").strip()) for line in lines)

    def notice(self, tag: str, rssi: float) -> bytes:
        """The lines of one tag, which end the inventory."""
        self.running = False
        return block(f"EP: {tag}", f"RI: {rssi:.0f}", "OK:", "")

    def empty_round(self) -> bytes:
        """What it says when no tag answered."""
        self.running = False
        return block("ER: 005", "")

    def _obey(self, command: str) -> bytes:
        if not command:
            return b""
        if command == ".vr":
            return block("CS: .vr", *_VERSION, "OK:", "")
        if command == ".ab":
            self.running, self._resting = False, True
            return block("CS: .ab", "OK:", "")
        if not command.startswith(".iv"):
            return block(f"CS: {command}", "ER: 001", "")
        if command.endswith("-n"):
            return block(f"CS: {command}", "OK:", "")
        self.starts += self._resting
        self.running, self._resting = True, False
        return block(f"CS: {command}")
