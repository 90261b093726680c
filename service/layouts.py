"""How a label looks, as it is filled in on the page: one row a field, and sheets by their names."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ValidationInfo, field_validator
from pydantic import Field as Bounded

from inventory.labels.layout import Content, Field, Layout, Line
from inventory.labels.media import RESOLUTIONS, SHEETS, Medium, Roll, Sheet
from service.sought import Typed
from service.wire import Word

OWN_SHEET, ROLL = "own", "roll"
Millimetres = Annotated[float, Bounded(ge=0, le=1000, allow_inf_nan=False)]


def _resolution(dpi: int) -> int:
    if dpi not in RESOLUTIONS:
        raise ValueError(f"dots an inch are {', '.join(map(str, RESOLUTIONS))}")
    return dpi


class LayoutIn(BaseModel):
    """The form. `paper` is a key of `SHEETS`, or says that the sizes are a sheet's or a roll's own.

    `field`, `place` and `size` go together row by row, and a field without a place is not on the label; `bold` and
    `named` list the fields that are.
    """

    name: Word = ""
    paper: Word = "3x8"
    width: Millimetres = 70
    height: Millimetres = 37
    columns: Annotated[int, Bounded(ge=1, le=50)] = 3
    rows: Annotated[int, Bounded(ge=1, le=100)] = 8
    left: Millimetres = 0
    top: Millimetres = 0
    across: Millimetres = 0
    down: Millimetres = 0
    paper_width: Millimetres = 210
    paper_height: Millimetres = 297
    dpi: Annotated[int, AfterValidator(_resolution)] = 203
    encodes: bool = False
    field: list[Field] = []
    place: list[Typed[int]] = []
    size: list[Millimetres] = []
    bold: list[Field] = []
    named: list[Field] = []
    code: Content = Content.NUMBER
    code_size: Millimetres = 18
    bars: bool = False
    bars_height: Millimetres = 7

    @field_validator("size")
    @classmethod
    def _row_by_row(cls, sizes: list[float], given: ValidationInfo) -> list[float]:
        if not len(sizes) == len(given.data.get("field", ())) == len(given.data.get("place", ())):
            raise ValueError("field, place and size go together row by row")
        return sizes

    def as_layout(self) -> Layout:
        """The value the trade works with. Raises what a layout nobody could print raises."""
        placed = sorted((place, number) for number, place in enumerate(self.place) if place is not None)
        lines = tuple(self._line(number) for _, number in placed)
        return Layout(self._medium(), lines, self.code, self.code_size, self.bars, self.bars_height)

    def _line(self, number: int) -> Line:
        field = self.field[number]
        return Line(field, self.size[number], field in self.bold, field in self.named)

    def _medium(self) -> Medium:
        if self.paper in SHEETS:
            return SHEETS[self.paper]
        if self.paper == ROLL:
            return Roll(self.width, self.height, self.dpi, self.encodes)
        names = ("columns", "rows", "width", "height", "left", "top", "across", "down", "paper_width", "paper_height")
        return Sheet(**{name: getattr(self, name) for name in names})


def filled_in(name: str, layout: Layout) -> LayoutIn:
    """The form as it shows the layout: the fields on the label in their order, the others after."""
    medium = layout.medium
    on = {line.field: line for line in layout.lines}
    fields = [*on, *(field for field in Field if field not in on)]
    said = {name: getattr(medium, name) for name in LayoutIn.model_fields if hasattr(medium, name)}
    return LayoutIn.model_construct(
        **said,
        name=name,
        paper=_paper(medium),
        field=fields,
        place=[number if field in on else None for number, field in enumerate(fields, 1)],
        size=[on[field].size if field in on else 7.0 for field in fields],
        bold=[field for field, line in on.items() if line.bold],
        named=[field for field, line in on.items() if line.named],
        code=layout.code,
        code_size=layout.code_size,
        bars=layout.bars,
        bars_height=layout.bars_height,
    )


def _paper(medium: Medium) -> str:
    if isinstance(medium, Roll):
        return ROLL
    return next((name for name, sheet in SHEETS.items() if sheet == medium), OWN_SHEET)
