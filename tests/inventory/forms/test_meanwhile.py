"""What documents did during the count, in the report: summed up in its words, listed on a sheet of its own."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from inventory.forms.report import report
from inventory.forms.values import Form, Lines, Part, Table, shown
from inventory.ids import AssetId, MovementId, new_id
from inventory.movements import Document
from inventory.papers import PaperLine, Side
from inventory.register import ItemState
from inventory.transfer_log import Deed, LogLine
from tests.inventory.exchange.standings import standing

AT = datetime(2027, 1, 4, 3, 5, tzinfo=UTC)
HERE = Side("101", "张三", ItemState.IN_USE)


def done(kind: str, stage: str, after: Side, part: int = 1) -> LogLine:
    """What a document of this kind, the third one, did at this stage with two projectors of 101."""
    document = Document(MovementId(new_id()), kind, 2027, 3, part)
    deed = Deed(document, stage, datetime(2027, 1, 3, 17, tzinfo=UTC), "Ada", "公开课")
    return LogLine(deed, PaperLine(CARD, "ZC-1", "投影仪", "", (1, 2), None, HERE, after))


CARD = AssetId(new_id())
LENT = done("loan", "lend", Side("101", "张三", ItemState.LENT))


def forms(meanwhile: Sequence[LogLine], part: Part) -> tuple[Form, ...]:
    return report(standing(), at=AT, zone=ZoneInfo("Asia/Shanghai"), part=part, meanwhile=meanwhile).forms


def said(meanwhile: Sequence[LogLine]) -> str:
    """Every sentence of the statement."""
    (statement,) = forms(meanwhile, Part.STATEMENT)
    lines = [each for block in statement.blocks if isinstance(block, Lines) for each in block.said]
    return "\n".join(shown(each, str) for each in lines)


def test_what_documents_did_is_listed_on_a_sheet_of_its_own() -> None:
    _, sheet = forms([LENT], Part.MOVED)

    (table,) = (block for block in sheet.blocks if isinstance(block, Table))
    (line,) = ([shown(value, str) for value in row] for row in table.rows)
    assert ["2027-Loan-0003/1; lent", "2027-01-04 01:00", "Ada", "ZC-1", "投影仪; No. 1–2", "2"] == line[:6]
    assert ["101; in use", "101; lent", "公开课"] == line[6:]


def test_where_no_document_did_anything_there_is_no_such_sheet() -> None:
    assert 1 == len(forms([], Part.MOVED))


def test_the_statement_counts_a_document_and_its_pieces_once_whatever_their_stages() -> None:
    stages = [done("transfer", "", HERE, part) for part in (1, 2)]

    summed = "During the count 1 documents changed 2 pieces; “Changes by documents during the count” names them."
    assert summed in said(stages)
