"""The main job: bytes of a scanner on a serial line become findings on a page."""

from pathlib import Path
from urllib.parse import urlencode

import urllib3

from deploy.demo.round import wait_until_sent, walk_once
from deploy.demo.stage import PASSWORD, USER, set_up
from deploy.demo.sweeps import Answer, Walk
from deploy.demo.things import Thing, made_school
from reader.virtual.pty import VirtualHandheld
from tests.flow.network import free_port

STRANGER = "E280116000000000DEADBEEF"


def signed_in(address: str) -> dict[str, str]:
    """The cookie of a browser that signed in through the form."""
    form = urlencode({"username": USER, "password": PASSWORD})
    headers = {"Origin": address, "Content-Type": "application/x-www-form-urlencoded"}
    answer = urllib3.request("POST", f"{address}/sign-in", body=form, headers=headers, redirect=False)
    return {"Cookie": answer.headers["Set-Cookie"].split(";")[0]}


def a_walk(room: str, things: list[Thing]) -> Walk:
    """A walk on which all these things and the stranger answer well."""
    tags = [str(thing.tag) for thing in things] + ([STRANGER] if room == "101" else [])
    return Walk(room, tuple(Answer(tag, 12, -48.0) for tag in tags))


def test_bytes_at_the_port_become_findings_on_the_page(tmp_path: Path) -> None:
    school = made_school()
    here, there = ([t for t in school.things if t.room.code == room and t.tag] for room in ("101", "202"))
    away = there.pop()
    walks = [a_walk("101", [*here[:8], away]), a_walk("202", there[:8])]

    with VirtualHandheld() as handheld, set_up(school, tmp_path, free_port(), handheld.port) as stage:
        stocktake = stage.api.open_stocktake("one room", "2026-11-20T00:00:00Z")
        for walk in walks:
            walk_once(stage, handheld, stocktake, walk, seconds=0.5, seed=1)
        wait_until_sent(stage)
        url = f"{stage.api.address}/stocktakes/{stocktake}/rooms/101"
        page = urllib3.request("GET", url, headers=signed_in(stage.api.address)).data.decode()

    assert all(text in page for text in (STRANGER, here[0].number, away.number))
    assert all(word in page for word in ("账实相符", "未登记标签", "移入"))
