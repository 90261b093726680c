"""The little of the service's HTTP that the demonstration uses, as the program it is: with a token."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import urllib3

PATIENCE = urllib3.Retry(total=40, backoff_factor=0.1, backoff_max=1.0, allowed_methods=None, status_forcelist=[503])
"""A service that is just being started again is waited for. Every call here may be made twice."""


class Refused(Exception):
    """The service answered with a problem."""


@dataclass(frozen=True)
class Api:
    """The service at `address`, spoken to with `token`."""

    address: str
    token: str
    pool: urllib3.PoolManager

    def call(self, method: str, path: str, body: object = None) -> Any:
        """The JSON answer. Raises `Refused` with what the service said."""
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = self.pool.request(
            method, f"{self.address}/api/v1{path}", json=body, headers=headers, retries=PATIENCE, timeout=30
        )
        if answer.status >= 400:
            raise Refused(f"{method} {path}: {answer.status} {answer.data.decode(errors='replace')}")
        return answer.json()

    def open_stocktake(self, name: str, cutoff: str) -> str:
        """Opens a stock-take of all rooms; its id."""
        return str(self.call("POST", "/stocktakes", {"name": name, "cutoff": cutoff, "rooms": "all"})["id"])

    def start_pass(self, stocktake: str, room: str, station: str) -> str:
        """The station speaks for the room from now on; the id of the walk."""
        walk = str(uuid4())
        asked = {"station": station, "pass_id": walk}
        self.call("POST", f"/stocktakes/{stocktake}/rooms/{room}/passes/start", asked)
        return walk

    def end_pass(self, stocktake: str, room: str, walk: str) -> None:
        """The walk is over."""
        self.call("POST", f"/stocktakes/{stocktake}/rooms/{room}/passes/{walk}/end")

    def complete(self, stocktake: str, room: str) -> None:
        """The room is counted."""
        self.call("POST", f"/stocktakes/{stocktake}/rooms/{room}/complete")

    def findings(self, stocktake: str) -> list[dict[str, Any]]:
        """Every finding."""
        found: list[dict[str, Any]] = self.call("GET", f"/stocktakes/{stocktake}/findings?limit=5000")["findings"]
        return found
