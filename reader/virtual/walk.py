"""The progress of one walk through a room: which answers are due, and which come again."""

from collections import deque

from reader.virtual.scenario import Answer, Step


class Walk:
    """A step being walked. Its clock runs in seconds of the scenario and only when told to."""

    def __init__(self, step: Step) -> None:
        self.step = step
        self._elapsed = 0.0
        self._coming = deque(step.answers())
        self._given: deque[Answer] = deque()

    @property
    def finished(self) -> bool:
        """The time is up and every answer was given."""
        return not self._coming and self._elapsed >= self.step.seconds

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._elapsed += seconds

    def answer(self) -> Answer | None:
        """The next answer if one is due."""
        if not self._coming or self._coming[0].at > self._elapsed:
            return None
        answer = self._coming.popleft()
        self._given.append(answer)
        return answer

    def answer_again(self, seconds: float) -> None:
        """The tags that answered within the last seconds are still there and answer once more."""
        while self._given and self._given[-1].at >= self._elapsed - seconds:
            self._coming.appendleft(self._given.pop())
