"""A scanner at a door, and the page of alarms that somebody looks at meanwhile."""

from typing import Any
from urllib.parse import urlencode

import urllib3

from deploy.demo.stage import Stage
from deploy.demo.things import Thing
from reader.virtual.pty import VirtualHandheld
from reader.virtual.scenario import Step, TagPlan

PATIENCE_S = 20


class Door:
    """The scanner at the door of room 101, and the page of alarms that somebody looks at."""

    def __init__(self, stage: Stage, scanner: VirtualHandheld, signed_in: dict[str, str]) -> None:
        self.stage, self.scanner, self.address = stage, scanner, stage.api.address
        self.headers = signed_in | {"Origin": self.address}
        _stand_at_a_door(stage)
        self._says(f"/stations/{stage.station}/room", room="101")
        self._says(f"/stations/{stage.station}/gate", gate="true")

    def _says(self, path: str, **said: str) -> None:
        headers = self.headers | {"Content-Type": "application/x-www-form-urlencoded"}
        answer = urllib3.request("POST", self.address + path, body=urlencode(said), headers=headers, redirect=False)
        assert 303 == answer.status

    def passes(self, thing: Thing) -> None:
        """It is carried through the door."""
        self.scanner.walk(Step("door", 1.0, (TagPlan(str(thing.tag), 12, -45.0),)))

    def page(self) -> urllib3.BaseHTTPResponse:
        """The page as it keeps filling."""
        url = f"{self.address}/alarms/live?since=0"
        return urllib3.request("GET", url, headers=self.headers, preload_content=False, timeout=PATIENCE_S)

    def alarms(self) -> list[dict[str, Any]]:
        """Every alarm."""
        told: list[dict[str, Any]] = self.stage.api.call("GET", "/alarms?show=all")["alarms"]
        return told


def _stand_at_a_door(stage: Stage) -> None:
    """The daemon of the stage, started anew as that of a reader at a door."""
    settings = stage.folder / "reader.toml"
    stage.daemon.stop()
    kept = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith("fold_")]
    settings.write_text("\n".join([*kept, 'use = "door"', ""]), encoding="utf-8")
    stage.daemon.start()
