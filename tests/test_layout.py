"""The rooms of the house: who may import whom, and how large a file and a function may grow."""

import ast
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

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

TESTS = sorted((ROOT / "tests").rglob("*.py"))

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


class Source(NamedTuple):
    """What is looked at of a module: what it imports, and its functions with the lines they take."""

    imports: frozenset[str]
    functions: tuple[tuple[str, int], ...]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def statements(node: ast.AST) -> Iterator[ast.stmt]:
    for part in ("body", "orelse", "finalbody", "handlers", "cases"):
        for statement in getattr(node, part, ()):
            yield statement
            yield from statements(statement)


@cache
def source(path: Path) -> Source:
    """Each module is read once: with a thousand of them that is most of the work."""
    imports, functions = set[str](), list[tuple[str, int]]()
    for node in statements(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imports |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imports.add(node.module or "")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            functions.append((node.name, (node.end_lineno or node.lineno) - node.lineno + 1))
    return Source(frozenset(imports), tuple(functions))


def allowed(path: Path) -> frozenset[str]:
    folder = max((f for f in MAY_IMPORT if name(path).startswith(f"{f}/")), key=len)
    hands = frozenset(package for package, file in ONE_FILE_ONLY.items() if name(path) == file)
    return MAY_IMPORT[folder] | STANDARD | hands


def importing(paths: Iterable[Path], forbidden: Callable[[Path, str], bool]) -> dict[str, set[str]]:
    """The modules of these that import something they must not, and what."""
    found = {name(path): {module for module in source(path).imports if forbidden(path, module)} for path in paths}
    return {path: modules for path, modules in found.items() if modules}


def test_a_module_imports_only_what_its_room_may() -> None:
    assert {} == importing(MODULES, lambda path, module: module.split(".")[0] not in allowed(path))


def test_a_decoder_has_no_clock_and_no_hands() -> None:
    def reaches_out(_path: Path, module: str) -> bool:
        return module.split(".")[0] in HANDS or (
            module.startswith("reader") and not module.startswith("reader.protocols")
        )

    assert {} == importing((ROOT / "reader/protocols").glob("*.py"), reaches_out)


def test_a_pure_rule_knows_no_database_and_no_file() -> None:
    impure = ("inventory.store", "inventory.actions", "inventory.exchange")

    assert {} == importing(PURE, lambda _path, module: module.startswith(impure))


def test_a_file_is_one_idea() -> None:
    lines = {name(path): path.read_text(encoding="utf-8").count("\n") for path in {*MODULES, *TESTS, *WEB_SOURCES}}

    assert {} == {path: count for path, count in lines.items() if count > LONGEST_FILE}


def test_a_function_can_be_read_at_a_glance() -> None:
    functions = {name(path): source(path).functions for path in {*MODULES, *TESTS}}

    long = {
        f"{path} {function}"
        for path, found in functions.items()
        for function, lines in found
        if lines > LONGEST_FUNCTION
    }
    assert set() == long
