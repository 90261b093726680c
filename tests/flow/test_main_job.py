"""The main job: bytes of a scanner become findings on a page, loans at the desk, and alarms at a door."""

import re
import time
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
import urllib3

from deploy.demo.round import wait_until_sent, walk_once
from deploy.demo.stage import PASSWORD, USER, Stage, set_up
from deploy.demo.sweeps import Answer, Walk
from deploy.demo.things import School, Thing, made_school
from reader.virtual.pty import VirtualHandheld
from reader.virtual.scenario import Step, TagPlan
from tests.flow.door import Door
from tests.flow.network import free_port

STRANGER = "E280116000000000DEADBEEF"
PATIENCE_S = 20


class Played(NamedTuple):
    """A made school, its service and daemon, and the handheld on its line."""

    school: School
    stage: Stage
    handheld: VirtualHandheld


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """All of it running."""
    school, folder = made_school(), tmp_path_factory.mktemp("stage")
    with VirtualHandheld() as handheld, set_up(school, folder, free_port(), handheld.port) as stage:
        yield Played(school, stage, handheld)


def signed_in(address: str) -> dict[str, str]:
    """The cookie of a browser that signed in through the form."""
    form = urlencode({"username": USER, "password": PASSWORD})
    headers = {"Origin": address, "Content-Type": "application/x-www-form-urlencoded"}
    answer = urllib3.request("POST", f"{address}/sign-in", body=form, headers=headers, redirect=False)
    return {"Cookie": answer.headers["Set-Cookie"].split(";")[0]}


def a_step(thing: Thing) -> Step:
    """The thing is held before the scanner for a second."""
    return Step("desk", 1.0, (TagPlan(str(thing.tag), 12, -45.0),))


def a_walk(room: str, things: list[Thing]) -> Walk:
    """A walk on which all these things and the stranger answer well."""
    tags = [str(thing.tag) for thing in things] + ([STRANGER] if room == "101" else [])
    return Walk(room, tuple(Answer(tag, 12, -48.0) for tag in tags))


def test_bytes_at_the_port_become_findings_on_the_page(played: Played) -> None:
    school, stage, handheld = played
    here, there = ([t for t in school.things if t.room.code == room and t.tag] for room in ("101", "202"))
    away = there.pop()
    walks = [a_walk("101", [*here[:8], away]), a_walk("202", there[:8])]

    stocktake = stage.api.open_stocktake("one room", "2026-11-20T00:00:00Z")
    for walk in walks:
        walk_once(stage, handheld, stocktake, walk, seconds=0.5, seed=1)
    wait_until_sent(stage)
    url = f"{stage.api.address}/stocktakes/{stocktake}/rooms/101"
    page = urllib3.request("GET", url, headers=signed_in(stage.api.address)).data.decode()

    assert all(text in page for text in (STRANGER, here[0].number, away.number))
    assert all(word in page for word in ("账实相符", "未登记标签", "移入"))


class Desk:
    """The lending desk in a browser without scripts: what its page would send by itself is sent here."""

    def __init__(self, stage: Stage) -> None:
        self.address = stage.api.address
        self.headers = signed_in(self.address) | {"Origin": self.address}
        self.state = {"station": stage.station}

    def posts(self, path: str, **said: str) -> str:
        """The page that comes of it; whom it names as the borrower is kept."""
        form, headers = urlencode(said), self.headers | {"Content-Type": "application/x-www-form-urlencoded"}
        page = urllib3.request("POST", self.address + path, body=form, headers=headers).data.decode()
        self.state |= {name: value for name, value in hidden(page).items() if name in ("person", "until")}
        return page

    def hears(self, tag: str) -> str:
        """The tag, when it comes before the reader; those of the walk before fade away."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            url = f"{self.address}/desk/field?{urlencode(self.state)}"
            said = hidden(urllib3.request("GET", url, headers=self.headers).data.decode())
            if said.get("text") == tag:
                return tag
            time.sleep(0.1)
        raise AssertionError("the desk heard nothing")


def hidden(page: str) -> dict[str, str]:
    """What the forms of a page keep."""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def test_a_tag_before_the_scanner_at_the_desk_is_a_loan(played: Played) -> None:
    school, stage, handheld = played
    thing = next(t for t in school.things if t.room.code == "202" and t.tag and t.state == "在用" and t.piece == 1)
    desk = Desk(stage)
    desk.posts("/desk/things", texts=str(thing.tag), days="7")
    desk.posts("/desk", text=thing.room.keeper, **desk.state)

    handheld.walk(a_step(thing))
    lent = desk.posts("/desk", text=desk.hears(str(thing.tag)), **desk.state)

    assert f"：已借给 {thing.room.keeper}" in lent


def test_what_goes_out_without_a_document_is_told_on_a_page_that_is_open(played: Played) -> None:
    school, stage, scanner = played
    door = Door(stage, scanner, signed_in(stage.api.address))
    lent, taken = [t for t in school.things if t.room.code == "101" and t.tag and t.state == "在用"][:2]
    loan = {"kind": "loan", "items": [str(lent.tag)], "person": "王老师", "due_on": "2027-06-01", "reason": "上课"}
    stage.api.call("POST", "/documents", loan)
    page = door.page()

    door.passes(lent)
    door.passes(taken)
    said, pieces = b"", iter(page.stream(1))
    while taken.number.encode() not in said:
        said += next(pieces)
    page.close()

    [alarm] = door.alarms()
    assert ("left", taken.number) == (alarm["kind"], alarm["asset_no"])
