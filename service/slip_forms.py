"""A document as its form sends it: things line by line, the room by its code, the person by name."""

from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import UploadFile
from pydantic import BaseModel, Field, field_validator

from inventory.actions.documents.asking import MOST_ITEMS
from inventory.choosing import Pick, pick
from inventory.ids import new_id
from inventory.kinds import KINDS
from service.sought import Typed
from service.wire import Word

FIELD = "field:"
"""What the names of the kind's own fields begin with."""

MOST_FIELDS = 2 * MOST_ITEMS + 100
"""In a form: each thing a line of its own with its pieces, and what is said once."""

Text = Annotated[str, Field(max_length=2_000_000)]
Line = Annotated[str, Field(max_length=100_000)]


class BeginIn(BaseModel):
    """What a new document begins with: its kind, things, whole cards, all of a room or of a keeper."""

    kind: Word = ""
    item: Annotated[list[UUID], Field(max_length=1_000)] = []
    asset: Annotated[list[UUID], Field(max_length=1_000)] = []
    room: Word = ""
    keeper: Word = ""

    def query(self) -> str:
        """The same without the kind, as the query of an address."""
        said = [(name, value) for name, value in self.model_dump(exclude={"kind"}).items() if value]
        return urlencode(said, doseq=True)


class SlipIn(BaseModel):
    """What was typed. `line` and `pieces` go together: chosen pieces of a card, and how many of such.

    `add` and `drop` are a line that comes or goes; `do` says which button was pressed. The `station` reads since a
    moment (seconds since 1970). A `file` comes with its own button only, as its mere name with all others; the
    `column` of it is said by somebody. Sent again with the same `id` it is written once.
    """

    model_config = {"extra": "allow"}

    kind: Word
    id: Annotated[UUID, Field(default_factory=new_id)]
    line: Annotated[list[Line], Field(max_length=MOST_ITEMS)] = []
    pieces: Annotated[list[Typed[int]], Field(max_length=MOST_ITEMS)] = []
    add: Line = ""
    drop: Line = ""
    do: Word = ""
    q: Word = ""
    listed: Text = ""
    file: UploadFile | str | None = None
    column: Typed[Annotated[int, Field(ge=0, lt=1_000)]] = None
    station: Typed[UUID] = None
    since: Annotated[int, Field(ge=0, lt=2**32)] = 0
    from_room: Word = ""
    from_keeper: Word = ""
    room: Word = ""
    person: Word = ""
    due_on: Word = ""
    reason: Word = ""
    rooms: bool = False
    at_once: bool = False

    @field_validator("kind")
    @classmethod
    def _known(cls, word: str) -> str:
        if word not in KINDS or not KINDS[word].stages:
            raise ValueError("no such kind of document")
        return word

    @property
    def fields(self) -> dict[str, str]:
        """What stands in the kind's own fields."""
        said = (self.model_extra or {}).items()
        return {
            name.removeprefix(FIELD): text for name, text in said if name.startswith(FIELD) and isinstance(text, str)
        }

    def picks(self) -> list[Pick]:
        """The chosen things; lines beyond those with a number of pieces are taken whole."""
        counts = [*self.pieces, *[None] * (len(self.line) - len(self.pieces))]
        kept = [pick(line, count) for line, count in zip(self.line, counts, strict=False) if line != self.drop]
        return [each for each in (*kept, pick(self.add)) if each is not None]
