"""What devices have in common that take no command: they tell of tags as long as they have power."""


class Deaf:
    """It reads, whatever it is told, and is silent without a tag."""

    running = True
    starts = 0

    def receive(self, chunk: bytes) -> bytes:
        """Nothing: it does not listen."""
        del chunk
        return b""

    def empty_round(self) -> bytes:
        """Nothing."""
        return b""
