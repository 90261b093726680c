"""The far side of every scanner family, sans-IO: what a device answers, and its bytes for a tag."""

from typing import Protocol

from reader.virtual.chafon import Chafon18Device, Chafon288Device
from reader.virtual.lines import LinesDevice
from reader.virtual.m100 import M100Device
from reader.virtual.mercury import MercuryDevice
from reader.virtual.r2000 import R2000Device
from reader.virtual.rdm6300 import Rdm6300Device
from reader.virtual.tsl import TslDevice


class Device(Protocol):
    """The far side of one scanner family, sans-IO; `starts` counts how often the inventory was started."""

    @property
    def running(self) -> bool:
        """It looks for tags."""

    @property
    def starts(self) -> int:
        """How often it was told to."""

    def receive(self, chunk: bytes) -> bytes:
        """The answers to the commands these bytes complete."""

    def notice(self, tag: str, rssi: float) -> bytes:
        """The bytes for one tag answering."""

    def empty_round(self) -> bytes:
        """The bytes for a round that no tag answered."""


DEVICES: dict[str, type[Device]] = {
    "m100": M100Device,
    "r2000": R2000Device,
    "chafon18": Chafon18Device,
    "chafon288": Chafon288Device,
    "mercury": MercuryDevice,
    "tsl": TslDevice,
    "rdm6300": Rdm6300Device,
    "lines": LinesDevice,
}
