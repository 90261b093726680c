"""Labels as they come out of the printer: codes read back by another library, every word there, nothing cut."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from inventory.exchange.label_drawing import left_out
from inventory.exchange.label_files import label_picture, labels_pdf, labels_zpl
from inventory.labels.face import Face, face
from inventory.labels.layout import STARTERS, Content, Field, Layout, Line
from inventory.labels.media import INCH, SHEETS, Roll, Sheet
from tests.inventory.labels.printer import printed
from tests.inventory.labels.things import (
    BARS,
    EPC,
    LONG_NAME,
    NAMES,
    PAINTED_DPI,
    PRESS,
    QR,
    faces,
    painted,
    read,
    thing,
)

LINES = (Line(Field.SCHOOL, 7), Line(Field.NAME, 10, bold=True), Line(Field.NUMBER, 8, named=True))
SHEET = Layout(SHEETS["3x8"], LINES, code=Content.NUMBER, bars=True)
ROLL = Layout(Roll(60, 40, 203, encodes=True), LINES, bars=True)


def pdf_of(labels: list[Face], layout: Layout, start: int = 1) -> bytes:
    return labels_pdf(labels, layout, PRESS, title="Labels", start=start)


def words(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_both_codes_of_every_label_read_as_its_number() -> None:
    numbers = [f"ZC-{number:05}" for number in range(1, 31)]

    first, second = painted(pdf_of(faces(SHEET, 30), SHEET, start=3))

    assert numbers == read(first, QR) + read(second, QR)
    assert numbers == read(first, BARS) + read(second, BARS)


def test_each_label_stands_in_its_place_of_the_sheet() -> None:
    sheet = SHEETS["3x8"]
    (page,) = painted(pdf_of(faces(SHEET, 2), SHEET, start=6))

    assert ["ZC-00001"] == read(label_at(page, sheet, column=2, row=1), QR)
    assert ["ZC-00002"] == read(label_at(page, sheet, column=0, row=2), QR)
    assert ink(label_at(page, sheet, column=1, row=1)) is None
    assert ink(label_at(page, sheet, column=1, row=2)) is None


@pytest.mark.parametrize("layout", STARTERS.values(), ids=STARTERS)
def test_a_very_long_name_is_all_there_and_stays_on_its_label(layout: Layout) -> None:
    label = face(thing(name=LONG_NAME), layout, NAMES)

    pdf = pdf_of([label], layout)
    picture = Image.open(BytesIO(label_picture(label, layout, PRESS))).convert("L")

    assert LONG_NAME in words(pdf)
    assert blank_edge(picture) >= picture.width / layout.medium.width  # a millimetre
    assert ["ZC-2024-00001"] == read(picture, QR)


def test_a_long_name_is_set_smaller() -> None:
    assert (10, True) == (size_of("投影仪"), size_of(LONG_NAME) < 8)


def size_of(name: str) -> float:
    """The size of type the name is set in, in points."""
    pdf = PdfReader(BytesIO(pdf_of([face(thing(name=name), SHEET, NAMES)], SHEET)))
    sizes: list[tuple[str, float]] = []
    pdf.pages[0].extract_text(visitor_text=lambda text, _c, _m, _f, size: sizes.append((text.strip()[:2], size)))
    return dict(sizes)[name[:2]]


def test_a_name_is_text_whatever_it_holds() -> None:
    names = ["^XZ~JR_5E", '#panic("x") $x$ *b*', r"\u{41} @ref <label>", "<b>x</b>&lt;", "{number} %s"]

    said = words(pdf_of([face(thing(name=name), SHEET, NAMES) for name in names], SHEET))

    assert all(name.replace(" ", "") in said for name in names)


def test_numbers_of_all_shapes_are_read_from_the_code() -> None:
    numbers = ["2018100000047765", "zc/2024 #7", "资产-2024-001", "A" * 30]

    (page,) = painted(pdf_of([face(thing(number), SHEET, NAMES) for number in numbers], SHEET))

    assert numbers == read(page, QR)


def test_a_number_that_no_bar_code_can_hold_has_none_and_it_is_told() -> None:
    labels = [face(thing(number), SHEET, NAMES) for number in ("资产-1", "ZC-1", "A" * 60, "号" * 300)]

    told = left_out(labels, SHEET)

    assert ("资产-1", "A" * 60, "号" * 300) == told.bars
    assert ("号" * 300,) == told.code


@pytest.mark.parametrize("dpi", [203, 300, 600])
def test_a_label_printer_prints_codes_that_are_read_and_writes_the_tag(dpi: int) -> None:
    layout = replace(ROLL, medium=Roll(60, 40, dpi, encodes=True), code=Content.ADDRESS)
    label = face(thing(), layout, NAMES)

    (made,) = printed(labels_zpl([label], layout, PRESS))

    assert (round(60 / INCH * dpi), round(40 / INCH * dpi), EPC) == (made.width, made.height, made.epc)
    assert [thing().address] == read(made.picture(), QR)
    assert ["ZC-2024-00001"] == read(made.picture(), BARS)


def test_one_file_prints_all_labels_in_order() -> None:
    small = replace(ROLL, medium=Roll(40, 20), bars=False)

    made = printed(labels_zpl(faces(small, 45), small, PRESS))

    assert 45 == len(made)
    assert ["ZC-00001", "ZC-00041", "ZC-00045"] == [read(made[n].picture(), QR)[0] for n in (0, 40, 44)]


def test_a_printer_that_does_not_encode_gets_no_epc() -> None:
    layout = replace(ROLL, medium=Roll(60, 40))

    assert "^RF" not in labels_zpl(faces(layout, 1), layout, PRESS)


def test_the_picture_of_a_roll_is_dot_for_dot_what_is_printed() -> None:
    label = face(thing(), ROLL, NAMES)

    seen = Image.open(BytesIO(label_picture(label, ROLL, PRESS)))
    (made,) = printed(labels_zpl([label], ROLL, PRESS))

    assert made.dots == ImageChops.invert(seen.convert("1")).tobytes()


def test_the_same_labels_give_the_same_bytes() -> None:
    assert pdf_of(faces(SHEET, 3), SHEET) == pdf_of(faces(SHEET, 3), SHEET)


def label_at(page: Image.Image, sheet: Sheet, *, column: int, row: int) -> Image.Image:
    """The label in this place, from 0."""
    dots = PAINTED_DPI / INCH
    x, y = sheet.left + column * sheet.width, sheet.top + row * sheet.height
    return page.crop((x * dots, y * dots, (x + sheet.width) * dots, (y + sheet.height) * dots))


def blank_edge(picture: Image.Image) -> int:
    """How far everything printed keeps from the edges."""
    left, top, right, bottom = ink(picture) or (0, 0, 0, 0)
    return min(left, top, picture.width - right, picture.height - bottom)


def ink(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """The edges of everything printed: left, top, right, bottom; None of a blank one."""
    return ImageChops.invert(picture).point([255 * (shade > 100) for shade in range(256)]).getbbox()
