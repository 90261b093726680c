"""The variance list: what is short, over and undecided, each with what it comes to."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from inventory.findings import Kind
from inventory.forms.report import report
from inventory.forms.values import Part, Table, shown
from inventory.standing import Line
from tests.inventory.exchange.standings import foreign, line, standing

SHANGHAI = ZoneInfo("Asia/Shanghai")


def totals(*lines: Line) -> list[list[str]]:
    """Of every table the rows of totals, without what is empty in them."""
    now = replace(standing(), lines=lines)
    (form,) = report(now, at=datetime(2027, 1, 4, tzinfo=UTC), zone=SHANGHAI, part=Part.VARIANCE).forms
    rows = [row for block in form.blocks if isinstance(block, Table) for row in block.totals]
    return [[cell for value in row if (cell := shown(value, str))] for row in rows]


def test_what_may_be_short_and_what_may_be_over_have_totals_of_their_own() -> None:
    missing = [line(Kind.MISSING, f"ZC-{number}", "101", None) for number in (1, 2)]

    found = totals(*missing, foreign("101"))

    assert [("Missing", "2"), ("Unknown tag", "1")] == [(row[0], row[1]) for row in found]
    assert "25.00" in found[0]


def test_where_nothing_may_be_over_there_is_one_total() -> None:
    assert ["Missing"] == [row[0] for row in totals(line(Kind.MISSING, "ZC-1", "101", None))]


def test_confirmed_shortages_have_one_total() -> None:
    lost = replace(line(Kind.MISSING, "ZC-1", "101", None), decision="confirm shortage")

    assert ["Totals"] == [row[0] for row in totals(lost)]
