"""Which cards are listed, as it stands in an address; a field left empty says nothing."""

from decimal import Decimal
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from pydantic import BaseModel, Field, ValidationError

from inventory.facets import Lack
from inventory.listing import Order, Wanted
from inventory.register import ItemState
from service.sought import Typed
from service.wire import Day, Word

Amount = Annotated[Decimal, Field(ge=0, lt=10**12, decimal_places=2)]
"""Yuan."""


class ListIn(BaseModel):
    """The cards asked for (`inventory.listing.Wanted`), and what they are sorted by."""

    q: Word = ""
    room: Word = ""
    keeper: Word = ""
    department: Word = ""
    category: Word = ""
    state: Typed[ItemState] = None
    lacks: Typed[Lack] = None
    cost_from: Typed[Amount] = None
    cost_to: Typed[Amount] = None
    acquired_from: Typed[Day] = None
    acquired_to: Typed[Day] = None
    sort: Typed[Order] = None
    down: bool = False

    def wanted(self) -> Wanted:
        """The value the trade works with."""
        return Wanted(
            self.q.strip(),
            self.room.strip(),
            self.keeper.strip(),
            self.department.strip(),
            self.category.strip(),
            self.state,
            self.lacks,
            self.cost_from,
            self.cost_to,
            self.acquired_from,
            self.acquired_to,
            self.sort,
            self.down,
        )

    def query(self, **other: object) -> str:
        """As the query of an address, with some fields said otherwise (None: not at all)."""
        said = {name: getattr(self, name) for name in type(self).model_fields} | other
        return urlencode(
            {name: _written(value) for name, value in said.items() if value not in (None, "", False, ())}, doseq=True
        )


def _written(value: object) -> object:
    return value if isinstance(value, list | tuple) else "true" if value is True else str(value)


def list_of(query: str) -> ListIn:
    """The list of an address; what makes no sense in it asks for everything."""
    try:
        return ListIn.model_validate(dict(parse_qsl(query)))
    except ValidationError:
        return ListIn()
