"""Which documents are asked for, as it stands in an address; a field left empty says nothing."""

from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from inventory.document_list import DocumentFilter, State
from service.log_filters import moments
from service.sought import Typed
from service.wire import Day, Word


class DocumentsIn(BaseModel):
    """The documents asked for; the days are those where the school is, both included.

    `after` is the last document of the page before.
    """

    kind: Word = ""
    state: Typed[State] = None
    room: Word = ""
    person: Word = ""
    text: Word = ""
    first: Typed[Day] = None
    last: Typed[Day] = None
    after: Typed[UUID] = None

    def wanted(self, zone: ZoneInfo) -> DocumentFilter:
        """The value the trade works with."""
        since, before = moments(self.first, self.last, zone)
        texts = (self.room.strip(), self.person.strip(), self.text.strip())
        return DocumentFilter(self.kind.strip(), self.state, *texts, since=since, before=before)

    def query(self, **other: object) -> str:
        """As the query of an address, of the first page unless told otherwise (None: a field is left out)."""
        said = {name: getattr(self, name) for name in DocumentsIn.model_fields if name != "after"} | other
        return urlencode({name: str(value) for name, value in said.items() if value not in (None, "")})
