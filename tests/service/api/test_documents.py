"""Documents over HTTP: written by numbers, signed, carried out, taken back; each by whoever may."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.documents.routes import add_route
from inventory.approvals import Level, Route
from inventory.store.engine import Database
from tests.people import NOW, School

TRANSFER = {"items": ["ZC-2024-00001", "E28011606000020464A1B2C1"], "room": "202", "reason": "开学调整"}
API = "/api/v1/documents"


class Program:
    """Speaks to the API as a role."""

    def __init__(self, client: TestClient, school: School, role: Role) -> None:
        self.client, self.header = client, school.bearer(role)

    def post(self, path: str, **body: object) -> tuple[int, Any]:
        answer = self.client.post(path, json=body, headers=self.header)
        return answer.status_code, answer.json()

    def get(self, path: str) -> Any:
        return self.client.get(path, headers=self.header).json()


@pytest.fixture
def manager(client: TestClient, school: School) -> Program:
    return Program(client, school, Role.MANAGER)


@pytest.fixture
def counter(client: TestClient, school: School) -> Program:
    return Program(client, school, Role.COUNTER)


def needs_a_signature(database: Database, school: School) -> None:
    with database.write() as session:
        levels = (Level("总务主任", role=Role.MANAGER),)
        route = Route("", Decimal(0), (), date(2026, 1, 1), None, levels)
        add_route(session, school.id, route, by="Ada", at=NOW)


def test_a_transfer_is_booked_at_once_where_nobody_has_to_sign(manager: Program) -> None:
    status, made = manager.post("/api/v1/transfers", **TRANSFER)

    assert (201, "done") == (status, made["status"])
    assert f"{datetime.now(UTC).year}-transfer-1" == made["number"]
    assert ["202", "202"] == [thing["now"]["room"] for thing in manager.get(f"{API}/{made['number']}")["items"]]


def test_a_transfer_by_somebody_who_only_asks_waits_to_be_carried_out(counter: Program) -> None:
    status, made = counter.post("/api/v1/transfers", **TRANSFER)

    assert (201, "ready") == (status, made["status"])


def test_a_document_that_is_sent_twice_is_written_once(manager: Program) -> None:
    twice = TRANSFER | {"id": str(uuid4())}

    assert manager.post("/api/v1/transfers", **twice) == manager.post("/api/v1/transfers", **twice)


def test_a_document_is_signed_carried_out_and_taken_back(
    database: Database, school: School, counter: Program, manager: Program
) -> None:
    needs_a_signature(database, school)
    _, made = counter.post(API, kind="loan", person="陈强", due_on="2027-01-08", items=TRANSFER["items"])
    slip = f"{API}/{made['id']}"

    told = [
        manager.post(f"{slip}/stages", stage="lend"),
        manager.post(f"{slip}/signatures", level=0, approved=True),
        manager.post(f"{slip}/stages", stage="lend"),
        manager.post(f"{slip}/stages", stage="return", items=["ZC-2024-00001"], fields={"condition": "完好"}),
        manager.post(f"{slip}/renew", due_on="2027-02-01", reason="课程延长"),
        manager.post(f"{slip}/step-back", reason="收错了"),
        manager.post(f"{slip}/cancel", reason="不借了"),
    ]

    assert [409, 200, 200, 200, 200, 200, 200] == [status for status, _ in told]
    assert ["ready", "under way", "under way", "under way", "under way", "cancelled"] == [
        answer["status"] for _, answer in told[1:]
    ]
    whole = manager.get(slip)
    assert ("2027-01-08", "2027-02-01") == (whole["due_first"], whole["due_on"])
    assert [("总务主任", True, "manager")] == [(x["name"], x["approved"], x["by"]) for x in whole["levels"]]
    assert [("lend", 2), ("return", 1)] == [(x["stage"], x["things"]) for x in whole["stages"]]
    assert ["in use", "in use"] == [x["now"]["state"] for x in whole["items"]]


def test_who_asked_does_not_sign_and_who_asked_may_withdraw(
    database: Database, school: School, manager: Program, counter: Program
) -> None:
    needs_a_signature(database, school)
    _, made = manager.post(API, kind="repair", items=["ZC-2024-00001"], fields={"fault": "不亮"})
    slip = f"{API}/{made['id']}"

    assert 403 == manager.post(f"{slip}/signatures", level=0, approved=True)[0]
    assert 403 == counter.post(f"{slip}/withdraw", reason="写错了")[0]
    assert "withdrawn" == manager.post(f"{slip}/withdraw", reason="写错了")[1]["status"]


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"items": ["ZC-2024-00001", "ZC-9999"]}, 422, "ZC-9999"),
        ({"room": "999"}, 404, "room 999"),
        ({"person": "赵丽"}, 404, "person 赵丽"),
        ({"items": ["ZC-2024-00004"]}, 409, "lent"),
        ({"items": []}, 422, "items"),
    ],
)
def test_what_is_wrong_is_said(manager: Program, wrong: dict[str, object], status: int, said: str) -> None:
    answered, problem = manager.post("/api/v1/transfers", **TRANSFER | wrong)

    assert (status, status) == (answered, problem["status"])
    assert said in problem["detail"]


def test_a_stage_is_taken_for_things_of_the_document_only(manager: Program) -> None:
    _, made = manager.post(API, kind="transfer", room="202", items=["ZC-2024-00001"])

    status, problem = manager.post(f"{API}/{made['id']}/stages", stage="send", items=["ZC-2024-00002"])

    assert 422 == status
    assert "ZC-2024-00002" in problem["detail"]


def test_whoever_counts_blind_neither_reads_nor_writes_documents(
    database: Database, school: School, manager: Program, counter: Program
) -> None:
    _, made = manager.post("/api/v1/transfers", **TRANSFER)
    with database.write() as session:
        open_stocktake(session, school.id, name="2026", cutoff=NOW, by="Ada", at=NOW, blind=True)

    assert 403 == counter.get(f"{API}/{made['id']}")["status"]
    assert 403 == counter.get("/api/v1/shortages")["status"]
    assert 403 == counter.post("/api/v1/transfers", **TRANSFER)[0]
    assert 403 == counter.post(f"{API}/{made['id']}/stages", stage="send")[0]
