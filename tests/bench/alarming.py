"""From the bytes of a scanner at a door to the alarm on a page that is open: the programs as they run in a school.

Things are carried out one after the other. The clock runs from the moment before the scanner says the first byte of
a tag until its number has come to the open page.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter, sleep
from urllib.parse import urlencode

import urllib3

from deploy.demo.stage import PASSWORD, USER, Stage, set_up
from deploy.demo.things import Thing, made_school
from reader.virtual.pty import VirtualHandheld
from tests.bench.figures import Figure, seconds
from tests.flow.door import Door
from tests.flow.network import free_port

THINGS = 9
QUIET_S = 1.0
"""Between two things, so that each is an alarm of its own."""

PROMISED = 1.0


def figures() -> Iterator[Figure]:
    """Seconds to the page: in the middle, beside an empty round trip to the service, and at worst."""
    school = made_school()
    cards = {thing.number: thing for thing in school.things if thing.state == "在用" and thing.tag}
    with (
        TemporaryDirectory() as folder,
        VirtualHandheld() as scanner,
        set_up(school, Path(folder), free_port(), scanner.port) as stage,
    ):
        door = Door(stage, scanner, _signed_in(stage))
        took = [_seconds_to_the_page(door, thing) for thing in islice(cards.values(), THINGS)]
        round_trip = seconds(lambda: urllib3.request("GET", f"{door.address}/sign-in", headers=door.headers))
    yield Figure("alarm_on_the_page_seconds", median(took), round_trip)
    yield Figure("slowest_alarm_on_the_page_seconds", max(took), PROMISED)


def _signed_in(stage: Stage) -> dict[str, str]:
    address = stage.api.address
    form = urlencode({"username": USER, "password": PASSWORD})
    headers = {"Origin": address, "Content-Type": "application/x-www-form-urlencoded"}
    answer = urllib3.request("POST", f"{address}/sign-in", body=form, headers=headers, redirect=False)
    return {"Cookie": answer.headers["Set-Cookie"].split(";")[0]}


def _seconds_to_the_page(door: Door, thing: Thing) -> float:
    page, said = door.page(), b""
    sleep(QUIET_S)
    carrying = Thread(target=door.passes, args=(thing,))
    pieces = iter(page.stream(1))
    began = perf_counter()
    carrying.start()
    while thing.number.encode() not in said:
        said += next(pieces)
    took = perf_counter() - began
    carrying.join()
    page.close()
    return took
