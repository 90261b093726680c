"""Things to label, and labels read back from what was made: painted by one library, read by another."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import zxingcpp
from PIL import Image
from pypdfium2 import PdfDocument

from inventory.exchange.label_files import Press
from inventory.ids import ItemId
from inventory.labels.face import Face, Labelled, face
from inventory.labels.layout import Field, Layout
from inventory.tags import Tag

PRESS = Press(Path(__file__).parents[3] / "service/fonts", "zh", datetime(2026, 11, 21, tzinfo=UTC))
NAMES: Mapping[Field, str] = {field: f"[{field}]" for field in Field}
EPC = Tag("3474257BF40000000000162E")
LONG_NAME = (
    "多媒体教学一体化触控智慧黑板含短焦投影仪及配套实物展台无线话筒功放音响中央控制系统(含安装调试及三年质保服务)" * 2
)
PAINTED_DPI = 250
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
BARS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.Code128)


def thing(number: str = "ZC-2024-00001", name: str = "投影仪", *, epc: Tag | None = EPC) -> Labelled:
    """A thing of room 201."""
    says = {
        Field.SCHOOL: "滨河市第一中学附属实验小学",
        Field.NAME: name,
        Field.NUMBER: number,
        Field.MODEL: "EPSON CB-X06E",
        Field.ROOM: "201 计算机教室",
        Field.KEEPER: "张敏",
        Field.ACQUIRED: "2024-03-05",
    }
    item = ItemId(UUID(int=1))
    return Labelled(item, says, epc, f"https://rollcall.school.example/things/{item}")


def faces(layout: Layout, count: int) -> list[Face]:
    """Labels of that many things, numbered from 1."""
    return [face(thing(f"ZC-{number:05}"), layout, NAMES) for number in range(1, count + 1)]


def painted(pdf: bytes) -> list[Image.Image]:
    """The pages as a viewer paints them."""
    document = PdfDocument(pdf)
    pages = [document[number].render(scale=PAINTED_DPI / 72).to_pil().convert("L") for number in range(len(document))]
    document.close()
    return pages


def read(picture: Image.Image, kind: zxingcpp.BarcodeFormats) -> list[str]:
    """The codes of this kind, line by line as they stand on the page."""
    found = zxingcpp.read_barcodes(picture, formats=kind)
    return [code.text for code in sorted(found, key=lambda code: _corner(code, picture.height))]


def _corner(code: zxingcpp.Barcode, height: int) -> tuple[int, int]:
    corner = code.position.top_left
    return round(100 * corner.y / height), corner.x
