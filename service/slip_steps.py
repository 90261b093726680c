"""What is done about a document, as its forms send it."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from inventory.actions.documents.asking import MOST_ITEMS, NothingAsked
from inventory.actions.documents.staging import ApprovalMissing
from inventory.choosing import Pick, pick
from inventory.ids import ItemId
from inventory.movements import Approval
from inventory.slip_papers import WholeSlip
from service.slip_forms import FIELD, Line
from service.sought import Typed
from service.wire import Day, Word


class WhyIn(BaseModel):
    """Why."""

    reason: Word = ""


class SignIn(WhyIn):
    """A yes or no at a level."""

    level: Annotated[int, Field(ge=0, le=100)]
    approved: bool


class RenewIn(WhyIn):
    """A later day."""

    due_on: Day


class StageIn(WhyIn):
    """A stage to be taken. `line` and `pieces` go together: things of a card that wait, and how many of them now."""

    model_config = {"extra": "allow"}

    stage: Word
    line: Annotated[list[Line], Field(max_length=MOST_ITEMS)] = []
    pieces: Annotated[list[Typed[int]], Field(max_length=MOST_ITEMS)] = []
    number: Word = ""
    day: Typed[Day] = None

    @property
    def fields(self) -> dict[str, str]:
        """What was filled in."""
        said = (self.model_extra or {}).items()
        return {name.removeprefix(FIELD): text for name, text in said if isinstance(text, str)}

    def approval(self) -> Approval | None:
        """The paper from above; None if nothing is said of one. Raises `ApprovalMissing` for half of it."""
        number = self.number.strip()
        if bool(number) != isinstance(self.day, date):
            raise ApprovalMissing
        return Approval(number, self.day) if number and self.day else None

    def chosen(self, slip: WholeSlip) -> list[ItemId]:
        """The things that are meant; none where no line came along, and then it is all that wait.

        Raises `NothingAsked` where all lines were emptied.
        """
        picks = (pick(line, count) for line, count in zip(self.line, self.pieces, strict=False))
        items = [item for each in picks if each for item in _of(slip, each)]
        if self.line and not items:
            raise NothingAsked(most=MOST_ITEMS)
        return items


def _of(slip: WholeSlip, wanted: Pick) -> Iterator[ItemId]:
    its = {
        position: item
        for line in slip.lines
        if line.asset == wanted.asset
        for position, item in zip(line.positions, line.items, strict=True)
    }
    named = [its[position] for position in wanted.positions if position in its]
    yield from named[: wanted.count]
