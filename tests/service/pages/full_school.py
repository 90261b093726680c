"""A school with something on every page: counted, decided about, documents under way, tags, labels, alarms."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files

from httpx2 import Response
from starlette.testclient import TestClient

from inventory.access import Role
from inventory.actions.importing.imports import apply_import, hand_in
from inventory.decisions import Choice
from inventory.store.engine import Database
from service.app import create_app
from service.settings import Settings
from tests.inventory.actions.decided import REGISTER, STRANGER, a_counted_school, decide_on, item_of
from tests.inventory.actions.readers import PROJECTOR, a_gate
from tests.inventory.actions.slips import asked, taken
from tests.inventory.pictures import jpeg
from tests.people import NOW, School
from tests.service.pages.staff import PASSWORD, engage

FRESH = "ABCD00112233445566778899"
TODAY = datetime.now(UTC).date()

DOUBTFUL = """资产编号,资产名称,数量,原值,存放地点,保管人,EPC
YY-1,钢琴,1,28000,301,孙悦,E28011606000020464A1FFFF
YY-2,画架,x,100,302,,
"""

SHORT = """资产编号,资产名称,数量,原值,存放地点,保管人,使用状况
A-GLOBE,地球仪,1,80,201,张敏,盘亏
A-SCALE,天平,1,260,202,李强,盘亏
"""

ROUTE = {
    "kind": "transfer",
    "worth": "1000",
    "categories": "",
    "name": ["总务主任", "", ""],
    "accounts": ["", "", ""],
    "role": ["manager", "", ""],
    "since": "2026-01-01",
    "until": "",
}

TEMPLATE = {
    "name": "小标签",
    "width": "60",
    "height": "30",
    "columns": "3",
    "rows": "9",
    "left": "10",
    "top": "10",
    "field": ["name", "room"],
    "place": ["2", "1"],
    "size": ["9", "7"],
    "bold": ["name"],
    "code": "address",
    "code_size": "18",
    "bars_height": "7",
}

_WRITTEN = REGISTER + DOUBTFUL + SHORT + files("inventory").joinpath("lives.csv").read_text("utf-8")

_REMARKS = """
201 室，粘贴的清单，二，单，备注，合计，合并，正面，电源，小标签，总务处，总务主任，门卫
Ada and Ben of Riverside, admin: seen to, for the lesson; handheld, reader, PDA, ABCD, BF, YY, FFFF, FFFFFFFF
register.csv, jpg, http://testserver/documents, transfer, oapi.dingtalk.com, nothing of that name, Code
"""

CHINESE_NAMES = frozenset(re.findall(r"[\u4e00-\u9fff]+", _WRITTEN + _REMARKS))
"""What people of the school wrote in Chinese, and what stands in the standard its lives of things come from."""

LATIN_NAMES = frozenset(re.findall(r"[A-Za-z]{2,}", _WRITTEN + _REMARKS))
"""The same in Latin letters."""


@dataclass(frozen=True)
class FullSchool:
    """The school, who manages it, and what fills the gaps in the addresses of pages."""

    school: School
    admin: str
    gaps: dict[str, str]


def a_full_school(database: Database) -> FullSchool:
    """Riverside in the middle of its year."""
    school, stocktake = a_counted_school(database)
    admin = engage(database, school.id, Role.ADMIN)
    gaps = {
        "stocktake": str(stocktake),
        "code": "201",
        "book": "ledger",
        "tag": str(PROJECTOR),
        "subject": str(STRANGER),
    }
    gaps |= {"station": str(school.station), "item": str(item_of(database, school, "A-PROJECTOR"))}
    for number, choice in (("A-CAMERA", Choice.CONFIRM_SHORTAGE), ("A-COMPUTER", Choice.BRING_BACK)):
        decide_on(database, school, stocktake, number, choice)
    a_gate(database, school, "201").hears(PROJECTOR, 20)
    app = create_app(Settings(), database)  # it is never started, so nobody is told of anything
    browser = TestClient(app, headers={"Origin": "http://testserver"}, follow_redirects=False)
    browser.post("/sign-in", data={"username": admin, "password": PASSWORD})
    gaps |= _counting(browser, gaps) | _register(browser, gaps) | _tags(browser)
    gaps |= _documents(browser, database, school)
    _settings(browser, admin)
    with database.write() as session:
        short = hand_in(session, school.id, "register.csv", SHORT.encode(), by="Ada", at=NOW)
        session.flush()
        apply_import(session, school.id, short.id, by="Ada", at=NOW)
        gaps["handed_in"] = str(hand_in(session, school.id, "二.csv", DOUBTFUL.encode(), by="Ada", at=NOW).id)
    return FullSchool(school, admin, gaps)


def _counting(browser: TestClient, gaps: dict[str, str]) -> dict[str, str]:
    of_this = "/stocktakes/{stocktake}".format(**gaps)
    sent = {"photo": ("x.jpg", jpeg(), "image/jpeg")}
    _done(browser.post(f"{of_this}/findings/{STRANGER}/photos", files=sent))
    pasted = {"pasted": f"EPC,备注\n{PROJECTOR},x\n合计,1\n"}
    return {"list_id": _id(browser.post(f"{of_this}/rooms/201/list", data=pasted))}


def _register(browser: TestClient, gaps: dict[str, str]) -> dict[str, str]:
    card = browser.get("/things/{item}".format(**gaps)).headers["Location"].split("?")[0].split("#")[0]
    _done(browser.post("/assets/own-fields", data={"name": "电源", "kind": "choice", "choices": "220V\n380V"}))
    _done(browser.post("/assets/views", data={"name": "201 室", "query": "room=201"}))
    _done(browser.post(f"{card}/attachments", files={"file": ("a.jpg", jpeg(), "image/jpeg")}, data={"note": "正面"}))
    several = {"query": "room=202", "every": "true", "field": "department", "value": "总务处", "reason": "合并"}
    count = re.search(r'name="expected" value="(\d+)"', browser.post("/assets/bulk", data=several).text)
    done = browser.post("/assets/bulk/apply", data=several | {"expected": count[1] if count else ""})
    return {"asset": card.rsplit("/", 1)[1], "bulk": done.headers["Location"].split("?", 1)[1]}


def _tags(browser: TestClient) -> dict[str, str]:
    made = _id(browser.post("/labels/templates", data=TEMPLATE))
    own = re.findall(r'href="/labels/templates/([^"?]+)"', browser.get("/labels/templates").text)
    items = re.findall(r'name="item" value="([^"]+)"', browser.get("/labels?room=201").text)
    template = next((each for each in own if each != "new"), made)
    printed = browser.post("/labels/prints", data={"template": template, "item": items})
    listed = browser.post("/tagging/files", data={"pasted": f"资产编号,EPC\nA-SHELF,{FRESH}\n"})
    return {"template": template, "print_id": _id(printed), "file_id": _id(listed)}


def _documents(browser: TestClient, database: Database, school: School) -> dict[str, str]:
    with database.write() as session:
        lent = asked(session, school, "loan", item_of(database, school, "A-COMPUTER"))
        taken(session, school, lent, "lend")
    _done(browser.post("/routes", data=ROUTE))
    with database.write() as session:
        slip = asked(session, school, "transfer", item_of(database, school, "A-PROJECTOR"))
    paper = {"file": ("单.jpg", jpeg(), "image/jpeg")}
    _done(browser.post(f"/documents/{slip}/papers", files=paper, data={"note": "正面"}))
    return {"document": str(slip), "slip": str(slip)}


def _settings(browser: TestClient, admin: str) -> None:
    robot = "https://oapi.dingtalk.com/robot/send?access_token=3f9c"
    days = {"first": str(TODAY), "last": str(TODAY + timedelta(days=1))}
    _done(browser.post("/notices", data={"name": "门卫", "url": robot, "kinds": ["left"]}))
    _done(browser.post("/people", data={"username": admin, "person": "李强"}))
    _done(browser.post("/values/rules/lives", data={"code": "A0501", "months": "180", "valid_from": "2026-01-01"}))
    _done(browser.post("/values/rules/months", data={"rule": "enterprise", "valid_from": "2026-01-01"}))
    _done(browser.post("/delegations", data=days | {"giver": admin, "taker": admin}))


def _done(answer: Response) -> Response:
    assert answer.status_code == 303, answer.text
    return answer


def _id(answer: Response) -> str:
    return str(_done(answer).headers["Location"].split("?")[0].rsplit("/", 1)[1])
