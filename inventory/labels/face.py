"""What one label says: the fields of its thing as its layout picks them."""

from collections.abc import Mapping
from dataclasses import dataclass

from inventory.ids import ItemId
from inventory.labels.layout import Content, Field, Layout
from inventory.tags import Tag


@dataclass(frozen=True, slots=True)
class Labelled:
    """A thing that gets a label: what its fields say, the tag it carries, and the address that leads to its card."""

    item: ItemId
    says: Mapping[Field, str]
    epc: Tag | None
    address: str

    @property
    def number(self) -> str:
        """The number on it."""
        return self.says.get(Field.NUMBER, "")


@dataclass(frozen=True, slots=True)
class Written:
    """One line of a label; `name` is what stands before it, "" for nothing. Size in points."""

    name: str
    text: str
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Face:
    """Everything a label says. `code` is for the QR code and `bars` for the bar code, "" for none."""

    number: str
    lines: tuple[Written, ...]
    code: str
    bars: str
    epc: Tag | None

    @property
    def called(self) -> str:
        """What people know the label by: its number, or else its first words."""
        return self.number or next((line.text for line in self.lines), "—")


def face(thing: Labelled, layout: Layout, names: Mapping[Field, str]) -> Face:
    """The label of the thing; a field it lacks takes no line. `names` are those of the fields as people read them."""
    lines = tuple(
        Written(names[line.field] if line.named else "", text, line.size, line.bold)
        for line in layout.lines
        if (text := thing.says.get(line.field, ""))
    )
    return Face(thing.number, lines, _code(thing, layout.code), thing.number if layout.bars else "", thing.epc)


def _code(thing: Labelled, content: Content) -> str:
    match content:
        case Content.NOTHING:
            return ""
        case Content.NUMBER:
            return thing.number
        case Content.EPC:
            return thing.epc or ""
        case Content.ADDRESS:
            return thing.address
