"""The rooms of the house: who may import whom, and how large a file and a function may grow."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ("reader", "inventory", "service")
MODULES = sorted(
    path for room in (*HOUSE, "deploy") for path in (ROOT / room).rglob("*.py") if "node_modules" not in path.parts
)

PURE_FOLDERS = ("inventory", "inventory/forms", "inventory/kinds", "inventory/labels")
PURE = sorted(path for folder in PURE_FOLDERS for path in (ROOT / folder).glob("*.py"))

WEB_SOURCES = sorted(
    path
    for pattern in ("templates/*.html", "web/src/*.css", "web/src/*.ts")
    for path in (ROOT / "service").glob(pattern)
)

LONGEST_FILE = 300
LONGEST_FUNCTION = 60

STANDARD = frozenset(sys.stdlib_module_names)
HANDS = frozenset({"time", "os", "socket", "threading", "sqlite3", "asyncio"})
FILES = frozenset({"PIL", "barcode", "segno", "pypdf", "python_calamine", "typst", "xlsxwriter"})
WEB = frozenset(
    {
        "anyio",
        "fastapi",
        "starlette",
        "pydantic",
        "pydantic_settings",
        "uvicorn",
        "jinja2",
        "markupsafe",
        "babel",
        "argon2",
        "click",
    }
)

# folder (longest match wins) -> what it may import beside the standard library
MAY_IMPORT: dict[str, frozenset[str]] = {
    "reader": frozenset({"reader"}),
    "inventory": frozenset({"inventory", "epcpy", "numpy", "pypinyin", "uuid_utils"}),
    "inventory/store": frozenset({"inventory", "numpy", "sqlalchemy", "alembic"}),
    "inventory/exchange": frozenset({"inventory"}) | FILES,
    "inventory/actions": frozenset({"inventory", "sqlalchemy"}),
    "service": frozenset({"service", "inventory", "sqlalchemy"}) | WEB,
    "deploy": frozenset({"reader", "inventory", "service", "deploy", "urllib3", "xlsxwriter"}),
}

ONE_FILE_ONLY = {
    "apprise": "service/sending.py",
    "serial": "reader/ports.py",
    "urllib3": "reader/network.py",
    "win32service": "reader/windows_service.py",
    "win32serviceutil": "reader/windows_service.py",
}
"""What has one hand for each: notices; of the reader the port, the network, the services of Windows."""


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def allowed(path: Path) -> frozenset[str]:
    folder = max((f for f in MAY_IMPORT if name(path).startswith(f"{f}/")), key=len)
    hands = frozenset(package for package, file in ONE_FILE_ONLY.items() if name(path) == file)
    return MAY_IMPORT[folder] | STANDARD | hands


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    strangers = {module for module in imports(path) if module.split(".")[0] not in allowed(path)}

    assert strangers == set()


@pytest.mark.parametrize("path", sorted((ROOT / "reader/protocols").glob("*.py")), ids=name)
def test_a_decoder_has_no_clock_and_no_hands(path: Path) -> None:
    reached = {module for module in imports(path) if module.split(".")[0] in HANDS}
    outside = {
        module
        for module in imports(path)
        if module.startswith("reader") and not module.startswith("reader.protocols")
    }

    assert reached | outside == set()


@pytest.mark.parametrize("path", PURE, ids=name)
def test_a_pure_rule_knows_no_database_and_no_file(path: Path) -> None:
    impure = {
        module
        for module in imports(path)
        if module.startswith(("inventory.store", "inventory.actions", "inventory.exchange"))
    }

    assert impure == set()


@pytest.mark.parametrize("path", sorted({*MODULES, *(ROOT / "tests").rglob("*.py"), *WEB_SOURCES}), ids=name)
def test_a_file_is_one_idea(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= LONGEST_FILE


@pytest.mark.parametrize("path", sorted({*MODULES, *(ROOT / "tests").rglob("*.py")}), ids=name)
def test_a_function_can_be_read_at_a_glance(path: Path) -> None:
    functions = (
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    long = [f.name for f in functions if (f.end_lineno or f.lineno) - f.lineno + 1 > LONGEST_FUNCTION]

    assert long == []
