"""What the build says of the handheld page: which files it is made of, and which sentences it says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from service.language import Speech

STATIC = Path(__file__).parent / "static"

ACCOUNT_COOKIE = "rollcall_account"
"""Whose page this browser keeps, for its script to read without a network: gone once they sign out."""


@dataclass(frozen=True, slots=True)
class Built:
    """The built page. `version` changes with any of its `files`, which are addresses; `words` are its sentences.

    `parts` are those files that its script loads at once; the others it loads when they are needed.
    """

    version: str
    files: tuple[str, ...]
    parts: tuple[str, ...]
    words: tuple[str, ...]


@cache
def built() -> Built:
    """As the build wrote it; of what was never built there is nothing."""
    path = STATIC / "handheld.json"
    if not path.exists():
        return Built("unbuilt", (), (), ())
    said = json.loads(path.read_text("utf-8"))
    return Built(said["version"], tuple(said["files"]), tuple(said["parts"]), tuple(said["words"]))


def worker() -> Path:
    """The file of the script that keeps the page."""
    return STATIC / "worker.js"


def words_of(speech: Speech) -> Mapping[str, str]:
    """Every sentence of the page in the reader's language, by its English; what is the same needs no entry."""
    translated = {sentence: speech.look_up(sentence) for sentence in built().words}
    return {sentence: said for sentence, said in translated.items() if said != sentence}
