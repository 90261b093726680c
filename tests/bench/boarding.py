"""From a sweep in the database to the new board: a school of twenty thousand things, a thousand tags swept."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from inventory.actions.counting.passes import Sweep, hand_in_sweep
from inventory.ids import PassId, StockTakeId, new_id
from inventory.sightings import Sighting
from inventory.store.engine import Database
from inventory.store.migrate import migrate
from inventory.tags import Tag
from service.standings import StandingCache
from tests.bench.figures import Figure
from tests.people import NOW, School, a_school, a_stocktake

THINGS, ROOMS, ROUNDS, SWEPT = 20_000, 300, 5, 1_000
PROMISED = 1.0
"""Seconds from a sweep to the board."""


def figures() -> Iterator[Figure]:
    """Seconds for the first board of 100,000 sightings, and for the next one after another sweep."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'rollcall.db'}")
        migrate(database)
        school = a_school(database, register=_register())
        stocktake = a_stocktake(database, school)
        for room in range(ROOMS):
            for _ in range(ROUNDS):
                _sweep(database, school, stocktake, room, range(room, THINGS, ROOMS))
        board = StandingCache()
        yield Figure("first_board_of_20000_things_seconds", _shown(board, database, school, stocktake), PROMISED)
        _sweep(database, school, stocktake, 0, range(SWEPT))
        yield Figure("board_after_1000_tags_seconds", _shown(board, database, school, stocktake), PROMISED)
        database.close()


def _register() -> str:
    card = "ZC-{:06},课桌椅,{},1,505.00,李强,在用,{}"
    lines = (card.format(thing, thing % ROOMS + 101, _tag(thing)) for thing in range(THINGS))
    return "\n".join(["asset_no,name,room,quantity,cost,keeper,state,epc", *lines])


def _tag(thing: int) -> Tag:
    return Tag(f"E28011606000{thing:012X}")


def _sweep(database: Database, school: School, stocktake: StockTakeId, room: int, things: range) -> None:
    dice = Random(room)
    last = NOW + timedelta(minutes=2)
    seen = [Sighting(_tag(thing), None, NOW, last, 9, -50.0, round(dice.gauss(-60, 4), 1)) for thing in things]
    sweep = Sweep(PassId(new_id()), "PDA-2", "Ben", NOW, last, last, seen, [])
    with database.write() as session:
        hand_in_sweep(session, school.id, stocktake, str(room + 101), sweep, at=last)


def _shown(board: StandingCache, database: Database, school: School, stocktake: StockTakeId) -> float:
    began = perf_counter()
    with database.read() as session:
        board.of(session, school.id, stocktake)
    return perf_counter() - began
