"""Power cuts: the daemon and the service are killed at random moments of the demonstration, again and again.

`make endure` kills 200 times; the school is then counted again and again, until all of them are over.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

from deploy.demo.round import count_rooms, wait_until_sent
from deploy.demo.stage import Stage, set_up
from deploy.demo.sweeps import walks
from deploy.demo.things import made_school
from deploy.demo.truth import differences
from reader.virtual.pty import VirtualHandheld
from tests.flow.network import free_port

SEED = 20261128
IN_A_ROUND = 5  # as many as fall into one round of counting
KILLS = int(os.environ.get("KILLS", IN_A_ROUND))
WALK_SECONDS = 0.3
CUTOFF = "2026-11-20T00:00:00Z"


@contextmanager
def killing(stage: Stage, kills: int) -> Iterator[list[str]]:
    """Kills the daemon or the service at random moments and starts it again at once, so many times."""
    dice, killed = Random(SEED), list[str]()

    def kill() -> None:
        for _ in range(kills):
            time.sleep(dice.uniform(0.3, 1.5))
            program = dice.choice([stage.daemon, stage.service])
            program.kill()
            program.start()
            killed.append(program.arguments[0])
            if len(killed) % IN_A_ROUND == 0:
                stage.api.call("GET", "/stocktakes")  # up for once: killed before, it would never answer

    killer = threading.Thread(target=kill)
    killer.start()
    yield killed
    killer.join()


def numbers_stored(database: Path) -> list[int]:
    """The numbers of all stored sightings, as often as they are stored."""
    with closing(sqlite3.connect(database)) as connection:
        return [n for (n,) in connection.execute("SELECT n FROM sighting ORDER BY n")]


def numbers_written(outbox: Path) -> int:
    """How many sightings were ever written to the outbox; they are numbered from 1 without gaps."""
    with closing(sqlite3.connect(outbox)) as connection:
        (last,) = connection.execute("SELECT seq FROM sqlite_sequence").fetchone()
        return int(last)


def count_while_killing(stage: Stage, handheld: VirtualHandheld) -> tuple[list[str], list[str]]:
    """The stock-takes of one round after another until all kills are over, and what was killed."""
    stocktakes = list[str]()
    with killing(stage, KILLS) as killed:
        while not stocktakes or KILLS - len(killed) > IN_A_ROUND:
            stocktakes.append(stage.api.open_stocktake(f"killed all the time {len(stocktakes)}", CUTOFF))
            count_rooms(stage, handheld, stocktakes[-1], walks(made_school()), WALK_SECONDS, lambda _: None)
    wait_until_sent(stage)
    return stocktakes, killed


def test_killing_the_daemon_and_the_service_loses_no_sighting_and_counts_none_twice(tmp_path: Path) -> None:
    school = made_school()

    with VirtualHandheld() as handheld, set_up(school, tmp_path, free_port(), handheld.port) as stage:
        stocktakes, killed = count_while_killing(stage, handheld)
        findings = stage.api.findings(stocktakes[0])

    assert KILLS == len(killed)
    assert {stage.daemon.arguments[0], stage.service.arguments[0]} == set(killed)
    assert list(range(1, numbers_written(stage.outbox) + 1)) == numbers_stored(stage.database)
    assert [] == differences(school, findings)
