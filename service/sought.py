"""Which findings are asked for, and what a decision needs, as it is typed; a field left empty says nothing."""

from decimal import Decimal
from typing import Annotated, TypeVar
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from inventory.details import Cause, Details, Keeper
from inventory.findings import Kind
from inventory.ids import ItemId
from inventory.sought import Sought, Stage
from service.wire import Day, TagText, Word

Value = TypeVar("Value")

Yuan = Annotated[Decimal, Field(ge=0, lt=10**12, decimal_places=2)]
Typed = Annotated[Value | None, BeforeValidator(lambda typed: typed if typed != "" else None)]
"""A value that a form may leave empty."""


class FilterIn(BaseModel):
    """The findings asked for."""

    finding: Typed[Kind] = None
    stage: Typed[Stage] = None
    room: Word = ""
    building: Word = ""
    department: Word = ""
    keeper: Word = ""
    text: Word = ""

    def sought(self) -> Sought:
        """The value the trade works with."""
        return Sought(self.finding, self.stage, self.room, self.building, self.department, self.keeper, self.text)

    def query(self, **other: object) -> str:
        """As the query of an address, with some fields said otherwise (None: not at all)."""
        said = {name: getattr(self, name) for name in FilterIn.model_fields} | other
        return urlencode({name: str(value) for name, value in said.items() if value not in (None, "")})


def filter_of(query: str) -> FilterIn:
    """The filter of an address; what makes no sense in it asks for nothing."""
    try:
        return FilterIn.model_validate(dict(parse_qsl(query)))
    except ValidationError:
        return FilterIn()


class DetailsIn(BaseModel):
    """What the decision needs; see `inventory.details.Details` for which needs what."""

    room: Word = ""
    person: Word = ""
    due: Typed[Day] = None
    cause: Typed[Cause] = None
    place: Word = ""
    name: Word = ""
    category: Word = ""
    asset_no: Word = ""
    cost: Typed[Yuan] = None
    item: Typed[UUID] = None
    tag: Typed[TagText] = None
    keeper: Typed[Keeper] = None

    def as_details(self) -> Details:
        """The value the trade works with."""
        texts = ("room", "person", "place", "name", "category", "asset_no")
        said = {name: getattr(self, name).strip() for name in texts}
        item = ItemId(self.item) if self.item else None
        return Details(
            **said, due=self.due, cause=self.cause, cost=self.cost, item=item, tag=self.tag, keeper=self.keeper
        )
