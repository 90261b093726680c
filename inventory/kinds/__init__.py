"""The kinds of slips and movements: every file here declares one, and adding a file adds a kind."""

from importlib import import_module
from pkgutil import iter_modules

from inventory.slips import Kind

_DECLARED = [import_module(f"{__name__}.{module.name}").KIND for module in iter_modules(__path__)]

KINDS: dict[str, Kind] = {kind.word: kind for kind in _DECLARED}
"""By the word on the wire and in the log."""

ASKED_FOR: tuple[Kind, ...] = tuple(sorted((kind for kind in KINDS.values() if kind.stages), key=lambda k: k.rank))
"""Those somebody can write a slip of, the most usual first."""
