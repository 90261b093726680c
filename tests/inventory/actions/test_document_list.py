"""Every document is in the list, the newest first, and every filter means what it says."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.documents.approving import sign, withdraw
from inventory.actions.documents.cancelling import cancel
from inventory.actions.documents.document_list import count_documents, list_documents
from inventory.actions.documents.routes import add_route
from inventory.approvals import Level, Route, Signer
from inventory.document_list import DocumentFilter, ListedDocument, State
from inventory.slips import SlipStatus
from inventory.store.engine import Database
from tests.inventory.actions.slips import BY_ADA, asked, taken, thing
from tests.people import NOW, School

TODAY = date(2026, 11, 20)
LATE = date(2027, 5, 11)
"""Ten days after the loans of these tests are due."""


def names(session: Session, school: School, today: date = TODAY, **said: object) -> list[str]:
    """The numbers of the documents that fit, in the order of the list."""
    page = list_documents(session, school.id, DocumentFilter(**said), today)  # type: ignore[arg-type]  # by name
    return [document.name for document in page.documents]


def several(session: Session, school: School) -> None:
    """A loan that is out, a transfer that is done, one that was withdrawn, one that was cancelled."""
    projector, computer = thing(session, school), thing(session, school, "ZC-2024-00002")
    taken(session, school, asked(session, school, "loan", projector), "lend")
    done = asked(session, school, "transfer", computer)
    taken(session, school, done, "send")
    taken(session, school, done, "receive")
    over = asked(session, school, "transfer", computer)
    withdraw(session, school.id, over, by="Ada", role=Role.MANAGER, reason="not needed", at=NOW)
    back = asked(session, school, "transfer", computer)
    taken(session, school, back, "send")
    cancel(session, school.id, back, BY_ADA)


def test_documents_of_both_sorts_are_in_one_list_the_newest_first(database: Database, school: School) -> None:
    with database.write() as session:
        several(session, school)

        listed = names(session, school)

    assert listed[0].startswith("2026-reversal-")
    assert [name for name in listed if "reversal" not in name][:4] == [
        "2026-transfer-3",
        "2026-transfer-2",
        "2026-transfer-1",
        "2026-loan-1",
    ]


def test_a_page_goes_on_where_the_one_before_ended(database: Database, school: School) -> None:
    with database.write() as session:
        several(session, school)
        whole = list_documents(session, school.id, DocumentFilter(), TODAY).documents

        turned: list[ListedDocument] = []
        after = None
        for _ in range(len(whole)):
            page = list_documents(session, school.id, DocumentFilter(), TODAY, after=after, most=1)
            turned += page.documents
            after = page.documents[-1].id

    assert turned == list(whole)
    assert not page.more


FOUND: list[tuple[dict[str, object], list[str]]] = [
    ({"kind": "loan"}, ["2026-loan-1"]),
    ({"state": State.UNDER_WAY}, ["2026-loan-1"]),
    ({"state": State.OVERDUE}, ["2026-loan-1"]),
    ({"state": State.WITHDRAWN}, ["2026-transfer-2"]),
    ({"state": State.CANCELLED}, ["2026-transfer-3"]),
    ({"text": "投影仪"}, ["2026-loan-1"]),
    ({"text": "2026-转移-0002"}, ["2026-transfer-2"]),
    ({"room": "201", "kind": "loan"}, ["2026-loan-1"]),
    ({"room": "999"}, []),
    ({"person": "Ada", "kind": "loan"}, ["2026-loan-1"]),
    ({"person": "李强", "kind": "loan"}, ["2026-loan-1"]),
    ({"since": NOW + timedelta(days=1)}, []),
]


def test_what_is_asked_for_is_found(database: Database, school: School) -> None:
    with database.write() as session:
        several(session, school)

        assert [(said, names(session, school, LATE, **said)) for said, _ in FOUND] == FOUND


def test_each_state_is_counted_whatever_state_is_asked_for(database: Database, school: School) -> None:
    with database.write() as session:
        several(session, school)

        counted = count_documents(session, school.id, DocumentFilter(state=State.DONE), LATE)

    assert counted[State.UNDER_WAY] == counted[State.OVERDUE] == 1
    assert counted[State.WITHDRAWN] == counted[State.CANCELLED] == 1
    assert counted[State.REJECTED] == 0


def test_a_line_says_whose_signature_is_next_and_how_late_things_are(database: Database, school: School) -> None:
    with database.write() as session:
        taken(session, school, asked(session, school, "loan", thing(session, school)), "lend")
        levels = (Level("主任", role=Role.MANAGER), Level("校长", role=Role.ADMIN))
        add_route(session, school.id, Route("", Decimal(0), (), TODAY, None, levels), by="Ada", at=NOW)
        slip = asked(session, school, "transfer", thing(session, school, "ZC-2024-00002"))
        sign(session, school.id, slip, 0, approved=True, signer=Signer("Ben", Role.MANAGER), reason="", at=NOW)

        transfer, loan = list_documents(session, school.id, DocumentFilter(), LATE).documents[:2]

    assert (transfer.status, transfer.level, transfer.room) == (SlipStatus.ASKED, "校长", "202")
    assert (loan.thing, loan.things, loan.late, loan.person) == ("投影仪", 1, 10, "李强")
