"""The settings of a box: one TOML file, read once, every problem reported together with the key it is at."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from reader.filtering import Filter, is_pattern
from reader.protocols import FAMILIES
from reader.protocols.family import REGIONS, Family, Setup

TOKEN_VARIABLE = "ROLLCALL_READER_TOKEN"  # noqa: S105 - the name of a variable, not its value

TOP_KEYS = {"service", "token", "token_file", "outbox", "scanner"}
SCANNER_KEYS = {
    *("port", "family", "baud", "scan_point", "use", "fold_gap", "fold_span", "only", "ignore"),
    *("power", "antennas", "region"),
}

# What a scanner is used for -> the usual fold limits (`reader.window`): seconds of silence, seconds of a sighting.
USES = {"handheld": (1.0, 2.0), "door": (30.0, 300.0)}
LONGEST_FOLD = 3600.0

UNTOLD = "scanners of this family cannot be told; take the line out"


class ConfigError(Exception):
    """The settings cannot be used; one line a problem: file, key, what is wrong, what to write instead."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(f"{path}: {problem}" for problem in problems))


@dataclass(frozen=True, slots=True)
class Scanner:
    """One scanner of the box; `use` is one of `USES`, the fold limits are seconds."""

    port: str
    family: str
    baud: int = 115200
    scan_point: str = "1"
    fold_gap: float = 1.0
    fold_span: float = 2.0
    setup: Setup = field(default_factory=Setup)
    use: str = "handheld"
    filter: Filter = field(default_factory=Filter)


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a box."""

    service: str
    token: str
    outbox: Path
    scanners: tuple[Scanner, ...]

    def __repr__(self) -> str:
        """Without the token: a settings object ends up in tracebacks."""
        return f"Config(service={self.service!r}, outbox={str(self.outbox)!r}, scanners={self.scanners!r})"


def load(path: Path, environment: Mapping[str, str]) -> Config:
    """The settings of this file, the token from the environment if it is there. Raises `ConfigError`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(path, [f"cannot be read: {error}"]) from error
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, [f"is not TOML: {error}"]) from error
    problems: list[str] = []
    config = _config(_Table(document, "", problems), path.parent, environment)
    if problems:
        raise ConfigError(path, problems)
    return config


class _Table:
    """A TOML table that hands out typed values and notes what is wrong with them."""

    def __init__(self, values: Mapping[str, object], place: str, problems: list[str]) -> None:
        self.values = values
        self._place = place
        self._problems = problems

    def problem(self, key: str, text: str) -> None:
        """Note what is wrong at this key."""
        self._problems.append(f"{self._place}{key}: {text}")

    def unknown(self, known: set[str]) -> None:
        """Note every key that is none of these: it is misspelt."""
        for key in self.values.keys() - known:
            self.problem(key, f"there is no such setting; there are {', '.join(sorted(known))}")

    def text(self, key: str, default: str | None = None) -> str:
        """A string that is not empty; without a default it must be there."""
        value = self.values.get(key, default)
        if isinstance(value, str) and value.strip():
            return value
        self.problem(key, "is missing" if key not in self.values else "must be a text in quotes, not empty")
        return ""

    def number(self, key: str, default: float, least: float, most: float) -> float:
        """A number within these bounds."""
        value = self.values.get(key, default)
        if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.problem(key, f"must be a number from {least:g} to {most:g}")
        return default

    def tables(self, key: str) -> list["_Table"]:
        """The tables of an array [[key]], at least one."""
        values = self.values.get(key)
        if isinstance(values, list) and values and all(isinstance(value, dict) for value in values):
            return [_Table(value, f"{key} {i}: ", self._problems) for i, value in enumerate(values, 1)]
        self.problem(key, f"is missing: write a section [[{key}]] for each scanner")
        return []


def _config(table: _Table, folder: Path, environment: Mapping[str, str]) -> Config:
    table.unknown(TOP_KEYS)
    return Config(
        service=_service(table),
        token=_token(table, folder, environment),
        outbox=folder / table.text("outbox"),
        scanners=_scanners(table.tables("scanner")),
    )


def _service(table: _Table) -> str:
    """Plain http is allowed: schools use it inside their own network, where no authority signs certificates."""
    url = table.text("service")
    if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc):
        table.problem("service", 'must be an address like "https://rollcall.school.cn"')
    return url


def _token(table: _Table, folder: Path, environment: Mapping[str, str]) -> str:
    if TOKEN_VARIABLE in environment:
        key, token = TOKEN_VARIABLE, environment[TOKEN_VARIABLE]
    elif "token_file" in table.values:
        key = "token_file"
        try:
            token = (folder / table.text(key)).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            table.problem(key, f"cannot be read: {error}")
            return ""
    else:
        key = "token"
        if not (token := table.text(key)):
            return ""
    token = token.strip()
    # It becomes part of an HTTP header.
    if not token or not token.isascii() or not token.isprintable():
        table.problem(key, "holds no token such as `rollcall station create` prints")
    return token


def _scanners(tables: list[_Table]) -> tuple[Scanner, ...]:
    scanners = tuple(_scanner(table) for table in tables)
    for i, (table, scanner) in enumerate(zip(tables, scanners, strict=True)):
        for key in ("port", "scan_point"):
            value = getattr(scanner, key)
            if value and value in [getattr(other, key) for other in scanners[:i]]:
                table.problem(key, f'"{value}" is used by a scanner above')
    return scanners


def _scanner(table: _Table) -> Scanner:
    table.unknown(SCANNER_KEYS)
    name = table.text("family")
    family = FAMILIES.get(name)
    if name and not family:
        table.problem("family", f'there is no family "{name}"; there are {", ".join(FAMILIES)}')
    use = _choice(table, "use", "handheld", tuple(USES))
    gap, span = USES[use]
    return Scanner(
        port=table.text("port"),
        family=name,
        baud=int(table.number("baud", family.bauds[0] if family else 115200, 300, 4_000_000)),
        scan_point=table.text("scan_point", "1"),
        fold_gap=table.number("fold_gap", gap, 0.05, LONGEST_FOLD),
        fold_span=table.number("fold_span", span, 0.05, LONGEST_FOLD),
        setup=_setup(table, family) if family else Setup(),
        use=use,
        filter=Filter(_patterns(table, "only"), _patterns(table, "ignore")),
    )


def _setup(table: _Table, family: Family) -> Setup:
    return Setup(_power(table, family), _antennas(table, family), _choice(table, "region", Setup().region, REGIONS))


def _power(table: _Table, family: Family) -> float | None:
    if "power" not in table.values:
        return None
    if family.powers is None:
        table.problem("power", UNTOLD)
        return None
    return table.number("power", family.powers[0], *family.powers)


def _antennas(table: _Table, family: Family) -> tuple[int, ...]:
    values = table.values.get("antennas", [])
    if isinstance(values, list) and all(type(value) is int and 1 <= value <= family.antennas for value in values):
        return tuple(values)
    most = family.antennas
    table.problem("antennas", f"must be a list of numbers from 1 to {most}, as in [1, 2]" if most else UNTOLD)
    return ()


def _choice(table: _Table, key: str, default: str, choices: tuple[str, ...]) -> str:
    value = table.text(key, default)
    if value in choices:
        return value
    if value:
        table.problem(key, f"must be one of {', '.join(choices)}")
    return default


def _patterns(table: _Table, key: str) -> tuple[str, ...]:
    values = table.values.get(key, [])
    if isinstance(values, list) and all(map(is_pattern, values)):
        return tuple(values)
    table.problem(key, 'must be a list of beginnings of tag numbers, x for any digit, as in ["30", "E280xx60"]')
    return ()
