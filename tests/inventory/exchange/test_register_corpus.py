"""Register files as they really are, each with what it must be read as in the JSON file beside it.

In these, `rows` hold the fields that are not as in an empty row, `doubts` code and place; `mapping` and `sheets` are
what a person says about the file, and `refused` is the reason for which it is not read.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from inventory.exchange.reading.unreadable import UnreadableRegister
from inventory.exchange.register_file import read_register
from inventory.register import RegisterFile, RegisterRow
from tests.inventory.exchange.corpus.texts import TEXTS

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(path for path in CORPUS.iterdir() if path.is_file() and path.suffix not in (".py", ".json"))
_EMPTY = RegisterRow(0, None, "", "")


def expected(path: Path) -> dict[str, Any]:
    """What stands beside the file."""
    said: dict[str, Any] = json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))
    return said


def read(path: Path) -> dict[str, Any]:
    """What the file is read as, written like what stands beside it."""
    said = expected(path)
    try:
        register = read_register(path.name, path.read_bytes(), said.get("mapping"), said.get("sheets"))
    except UnreadableRegister as error:
        return {"refused": type(error).__name__}
    return {"rows": list(map(_row, register.rows)), "doubts": _doubts(register)}


def _row(row: RegisterRow) -> dict[str, object]:
    said = {name: value for name, value in row._asdict().items() if value != getattr(_EMPTY, name)}
    return {name: _plain(value) for name, value in said.items()}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Mapping):
        return dict(value)
    return value if isinstance(value, int) else str(value)


def _doubts(register: RegisterFile) -> list[str]:
    return [f"{doubt.code} {doubt.facts['place']}".strip() for doubt in register.doubts]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_read_as_a_person_reads_it(path: Path) -> None:
    said = expected(path)

    assert {name: said[name] for name in ("rows", "doubts", "refused") if name in said} == read(path)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_file_is_what_the_script_beside_it_writes(name: str) -> None:
    encoding, text = TEXTS[name]

    assert text.encode(encoding) == (CORPUS / name).read_bytes()


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert len(FILES) >= 30
