"""Finds every sentence people may read: in templates, marked code, scripts, errors, doubts and history."""

import ast
import json
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from babel.messages.extract import extract_from_dir

from inventory.access import Role
from inventory.campaign import Status, Step
from inventory.decisions import Choice
from inventory.details import Cause, Keeper
from inventory.findings import Kind, Note
from inventory.kinds import KINDS
from inventory.register import ItemState
from inventory.slips import SlipStatus
from inventory.standing import RoomState

ROOT = Path(__file__).parents[3]
TABLES = ("inventory/naming.py",)
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {"_": None, "ngettext": (1, 2), "key": None, "say": None}
# As service/web/build.mjs collects what the handheld page says.
IN_SCRIPTS = re.compile(r"""\b(?:say|count|key)\(\s*("(?:[^"\\\n]|\\.)*")""")
# Calls that carry a sentence: the name of the function, and where in the call the sentence stands.
CARRIERS = {
    "Complaint": (0, "text"),
    "Doubt": (1, "text"),
    "Oddity": (1, "text"),
    "HistoryLine": (2, "what"),
    "record": (None, "what"),
    "NotFound": (None, "kind"),
    "CardField": (1, "label"),
}


def every_sentence() -> dict[str, str]:
    """Each sentence with the place it was found at."""
    found = dict((*_extracted(), *_of_scripts()))
    for path in sorted(path for package in ("inventory", "service") for path in (ROOT / package).rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        found |= dict.fromkeys((*_carried(tree), *_of_errors(tree)), path.name)
    for path in (ROOT / "service/failures.py", ROOT / "service/guard.py"):
        found |= dict.fromkeys(_plain(ast.parse(path.read_text("utf-8"))), path.name)
    for path in map(ROOT.joinpath, TABLES):
        found |= dict.fromkeys(_heads(ast.parse(path.read_text("utf-8"))), path.name)
    enums: tuple[type[StrEnum], ...] = (
        Kind,
        Note,
        Choice,
        Cause,
        Keeper,
        ItemState,
        RoomState,
        SlipStatus,
        Status,
        Step,
    )
    found |= {member.value: enum.__name__ for enum in enums for member in enum}
    found |= dict.fromkeys(_of_kinds(), "inventory/kinds")
    found |= {role.word: "Role" for role in Role} | {"nothing": "what is possible now"}
    return found


def _of_kinds() -> Iterator[str]:
    """What slips call themselves, their stages, and what is to be filled in."""
    for kind in KINDS.values():
        yield from filter(None, (kind.label, kind.about))
        yield from (asks.label for asks in (kind.room, kind.person, kind.due) if asks)
        if kind.sheet:
            yield from filter(None, (kind.sheet.title, kind.sheet.copies, *kind.sheet.signed))
        for stage in kind.stages:
            yield from (stage.label, stage.past)
        for field in (*kind.fields, *(field for stage in kind.stages for field in (*stage.fields, *stage.noted))):
            yield from (field.label, *field.choices)


def unreadable_carriers() -> list[str]:
    """Places where a doubt or a history line is made of something that is not written out, so cannot be collected."""
    found = []
    for path in (ROOT / "inventory").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for call in _calls(tree):
            sentence = _sentence(call)
            made_before = isinstance(sentence, ast.Attribute) and sentence.attr == "text"
            if sentence is not None and not made_before and not _texts(sentence, _constants(tree)):
                found.append(f"{path.relative_to(ROOT)}:{call.lineno}")
    return found


def _extracted() -> Iterator[tuple[str, str]]:
    # The makers of files are handed the dictionary under the name `words`.
    for package, keywords in (("service", KEYWORDS), ("inventory", KEYWORDS | {"words": None})):
        for filename, line, message, _, _ in extract_from_dir(ROOT / package, METHODS, keywords=keywords):
            # One of several: its plural is found by the singular.
            text = message if isinstance(message, str) else message[0]
            if text:
                yield text, f"{package}/{filename}:{line}"


def _of_scripts() -> Iterator[tuple[str, str]]:
    for path in (ROOT / "service/web/src").rglob("*.ts*"):
        for said in IN_SCRIPTS.findall(path.read_text("utf-8")):
            yield json.loads(said), path.name


def _carried(tree: ast.Module) -> Iterator[str]:
    constants = _constants(tree)
    for call in _calls(tree):
        sentence = _sentence(call)
        if sentence is not None:
            yield from _texts(sentence, constants)


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _sentence(call: ast.Call) -> ast.expr | None:
    name = call.func.id if isinstance(call.func, ast.Name) else None
    if name not in CARRIERS:
        return None
    place, keyword = CARRIERS[name]
    named = [given.value for given in call.keywords if given.arg == keyword]
    placed = [] if place is None else call.args[place : place + 1]
    return next(iter([*named, *placed]), None)


def _texts(sentence: ast.expr, constants: dict[str, str]) -> list[str]:
    match sentence:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=one, orelse=other):
            return _texts(one, constants) + _texts(other, constants)
        case ast.Name(id=name) if name in constants:
            return [constants[name]]
    return []


def _constants(tree: ast.Module) -> dict[str, str]:
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _of_errors(tree: ast.Module) -> Iterator[str]:
    """What errors say: the `text` of their classes."""
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(body=body):
                for line in body:
                    match line:
                        case ast.Assign(targets=[ast.Name(id="text")], value=ast.Constant(value=str(text))):
                            yield text


def _heads(tree: ast.Module) -> Iterator[str]:
    """Names and the heads of columns, which stand in tables: the words in them that begin with a capital."""
    for table in (line.value for line in tree.body if isinstance(line, ast.Assign)):
        for node in ast.walk(table):
            match node:
                case ast.Constant(value=str(text)) if text[:1].isupper():
                    yield text


def _plain(tree: ast.Module) -> Iterator[str]:
    """Whole sentences that stand in the code as they are; docstrings are for engineers."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in docstrings and _is_sentence(text):
                yield text


def _is_sentence(text: str) -> bool:
    return text.endswith(".") and " " in text and text[0].isupper()
