"""Decoders, one file a scanner family, and the name each goes by on the command line and in the settings."""

from reader.protocols.events import Decoder
from reader.protocols.lines import Lines
from reader.protocols.m100 import M100

FAMILIES: dict[str, type[Decoder]] = {"m100": M100, "lines": Lines}
