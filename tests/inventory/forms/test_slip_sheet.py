"""The printed form of each kind of document, and how a long one is set on pages."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from inventory.approvals import Level
from inventory.exchange.report_pdf import report_pdf
from inventory.exchange.report_xlsx import report_workbook
from inventory.forms.slip_sheet import number_of, slip_sheet
from inventory.forms.values import Form, Lines, Report, Signatures, Table, shown
from inventory.ids import AssetId, ItemId, MovementId, SlipId
from inventory.kinds import ASKED_FOR, KINDS
from inventory.movements import Approval, Document
from inventory.papers import Side
from inventory.register import ItemState
from inventory.slip_papers import CardFacts, Done, Signed, SlipLine, WholeSlip
from inventory.slips import Kind, SlipStatus

FONTS = Path(__file__).parents[3] / "service/fonts"
SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
HERE = Side("305", "王芳", ItemState.IN_USE)


def line(number: int, pieces: int = 1) -> SlipLine:
    asset, items = AssetId(UUID(int=number)), tuple(ItemId(UUID(int=n)) for n in range(pieces))
    facts = CardFacts("台", "台式计算机", "总务处", "教学", "新购", date(2020, 9, 1))
    cost, accumulated = Decimal("4200.00") * pieces, Decimal("4000.00") * pieces
    positions = tuple(range(1, pieces + 1))
    said = (asset, f"ZC-{number:05}", "台式计算机", "M437", facts, items, positions, cost, accumulated)
    return SlipLine(*said, before=HERE, after=HERE, now=HERE, taken=0, went=False)


def slip(kind: Kind, *lines: SlipLine) -> WholeSlip:
    return WholeSlip(
        *(SlipId(UUID(int=1)), kind, 2026, 4, SlipStatus.ASKED, "张敏", AT, "到期报废"),
        *("202", "李强", "李强", None, False, None, ()),
        fields=tuple((field, "2026-11-01" if field.holds == "day" else "120.00") for field in kind.fields),
        worth=Decimal(4200),
        levels=(Level("总务主任"), Level("教育局")),
        signatures=(Signed(True, "赵丽", "孙校长", AT, "同意"),),
        done=(),
        lines=lines,
        rooms=(),
        ended=None,
        stocktake=None,
        stocktake_name="",
    )


def form_of(paper: WholeSlip) -> Form:
    assert paper.kind.sheet is not None
    return slip_sheet(paper, paper.kind.sheet, SHANGHAI, f"http://school/documents/{paper.name}")


def report_of(paper: WholeSlip) -> Report:
    name = shown(number_of(paper), str)
    return Report("Riverside", name, AT.date(), AT, True, None, (form_of(paper),), number_of(paper))


def tables(form: Form) -> list[Table]:
    return [block for block in form.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("kind", ASKED_FOR, ids=lambda kind: kind.word)
def test_every_kind_has_a_form_with_its_columns_its_fields_and_lines_to_sign(kind: Kind) -> None:
    form = form_of(slip(kind, line(1, 2)))

    facts, things, approvals = tables(form)
    assert {field.label for field in kind.fields} <= {shown(name, str) for row in facts.rows for name in row[::2]}
    assert kind.sheet
    assert len(kind.sheet.columns) + 1 == len(things.columns) == len(things.rows[0])
    assert [("总务主任", "Approved", "赵丽 for 孙校长"), ("教育局", "", "")] == [
        tuple(shown(value, str) for value in row[:3]) for row in approvals.rows
    ]
    assert isinstance(form.blocks[-1], Signatures)


def test_what_was_filled_in_at_a_stage_stands_on_the_form_and_what_was_not_stays_empty() -> None:
    disposal = KINDS["disposal"]
    document = Document(MovementId(UUID(int=9)), "disposal", 2026, 4, 1)
    paper = Approval("教财〔2026〕12号", date(2026, 11, 19))
    written_off = Done(document, disposal.stages[1], "王芳", AT, "", (), paper, 1, (), None)

    rows = tables(form_of(replace(slip(disposal, line(1)), done=(written_off,))))[0].rows

    said = {shown(name, str): shown(value, str) for row in rows for name, value in (row[:2], row[2:])}
    assert "2026-11-21, 王芳" == said["Write off"]
    assert "教财〔2026〕12号" == said["Number of the approval"]
    assert ("", "") == (said["Set aside"], said["Proceeds"])


def test_no_page_of_a_disposal_has_more_than_25_lines_and_each_is_summed_up() -> None:
    form = form_of(slip(KINDS["disposal"], *map(line, range(1, 61))))

    pages = tables(form)[1:-1]

    assert [18, 25, 17] == [len(page.rows) for page in pages]
    assert [1, 19, 44] == [page.rows[0][0] for page in pages]
    assert [["On this page"], ["On this page"], ["On this page", "All together"]] == [
        [shown(row[1], str) for row in page.totals] for page in pages
    ]
    assert (60, Decimal("252000.00"), Decimal("12000.00")) == tuple(
        pages[-1].totals[-1][place] for place in (7, 8, 10)
    )
    assert Lines in map(type, form.blocks)


def test_a_disposal_is_set_page_by_page_and_kept_as_a_workbook() -> None:
    report = report_of(slip(KINDS["disposal"], *map(line, range(1, 31))))

    pages = [
        page.extract_text() for page in PdfReader(BytesIO(report_pdf(report, str, fonts=FONTS, language="en"))).pages
    ]
    sheet = load_workbook(BytesIO(report_workbook(report, str))).active

    assert [("ZC-00018" in page, "ZC-00019" in page) for page in pages] == [(True, False), (False, True)]
    assert "Page 2 of 2" in pages[1]
    assert sheet
    assert {f"ZC-{number:05}" for number in range(1, 31)} <= {row[1] for row in sheet.iter_rows(values_only=True)}
