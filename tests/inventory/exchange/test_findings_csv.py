import csv
from dataclasses import replace
from io import StringIO

import pytest

from inventory.exchange.findings_csv import findings_csv
from inventory.findings import Kind
from tests.inventory.exchange.standings import LONG_NUMBER, foreign, line, standing

HEADS = (
    *("finding", "asset_no", "item", "name", "booked_room", "seen_room"),
    *("confidence", "p_here", "p_elsewhere", "p_missing", "tag", "decision"),
)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8"), newline="")))


def test_the_columns_are_those_programs_rely_on() -> None:
    content = findings_csv([])

    assert content == ",".join(HEADS).encode() + b"\r\n"


def test_a_finding_is_one_line_with_its_three_probabilities() -> None:
    finding = line(Kind.MOVED, LONG_NUMBER, "101", "102")

    assert rows(findings_csv([finding])) == [
        {
            "finding": "moved",
            "asset_no": LONG_NUMBER,
            "item": str(finding.item),
            "name": "课桌",
            "booked_room": "101",
            "seen_room": "102",
            "confidence": "0.973410",
            "p_here": "0.973410",
            "p_elsewhere": "0.016590",
            "p_missing": "0.010000",
            "tag": "E20034120178000000000001",
            "decision": "transfer",
        }
    ]


def test_a_foreign_tag_has_neither_item_nor_probabilities() -> None:
    (row,) = rows(findings_csv([foreign("102")]))

    assert {head for head, value in row.items() if value} == {"finding", "seen_room", "confidence", "tag"}


def test_every_finding_is_written_in_its_order() -> None:
    lines = standing().lines

    assert [row["finding"] for row in rows(findings_csv(lines))] == [each.kind.value for each in lines]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_would_be_a_formula_gets_an_apostrophe(begin: str) -> None:
    finding = replace(line(Kind.MISSING, "1", "101", None), name=f"{begin}cmd|' /C calc'!A0")

    assert rows(findings_csv([finding]))[0]["name"] == f"'{begin}cmd|' /C calc'!A0"


@pytest.mark.parametrize("name", ['19" 显示器, 宽屏', "上\n下", "ZC-1=2", "'quoted'"])
def test_any_other_text_comes_back_as_it_was(name: str) -> None:
    finding = replace(line(Kind.MISSING, "1", "101", None), name=name)

    assert rows(findings_csv([finding]))[0]["name"] == name
