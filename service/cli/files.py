"""`rollcall rooms import` and `rollcall register import`: files in, a line for every doubt."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from inventory.actions.cards.rooms import import_rooms
from inventory.actions.importing.import_plan import Wanted
from inventory.actions.importing.imports import Preview, apply_import, hand_in, look_at
from inventory.actions.school.schools import find_school
from inventory.exchange.rooms_file import read_rooms
from inventory.ids import SchoolId
from inventory.register import Doubt
from inventory.store.engine import Database
from service.cli.options import BY, database_option, doubt_line, mends, opened, school_option

file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def rooms() -> None:
    """Rooms."""


@rooms.command("import")
@file_argument
@database_option
@school_option
@mends
def import_rooms_file(file: Path, database: str | None, school: str | None) -> None:
    """Enter the rooms of a file: columns room, name, building, floor, position; only room is required."""
    read = read_rooms(file.name, file.read_bytes())
    _print_doubts(read.doubts)
    with opened(database) as data, data.write() as session:
        found = SchoolId(find_school(session, school).id)
        entered = import_rooms(session, found, read.rows, by=BY, at=datetime.now(UTC))
    click.echo(f"Rooms entered: {entered.new} new, {entered.known} known before, {entered.changed} of them changed.")


@click.group()
def register() -> None:
    """The register of assets."""


@register.command("import")
@file_argument
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@click.option("--update", "updates", is_flag=True, help="Change cards that are known to what the file says of them.")
@click.option("--move", "moves", is_flag=True, help="Book their pieces to the rooms and keepers the file names.")
@database_option
@school_option
@mends
def import_register(
    file: Path, dry_run: bool, updates: bool, moves: bool, database: str | None, school: str | None
) -> None:
    """Enter the cards of a register file (CSV, TSV, XLSX, XLS). A line is printed for every doubt."""
    take_in, wanted = _looked_at if dry_run else _imported, Wanted(updates, moves)
    with opened(database) as data:
        preview = take_in(data, school, file.name, file.read_bytes(), wanted)
    _print_doubts(preview.doubts)
    done, plan = "would be entered" if dry_run else "entered", preview.plan
    click.echo(
        f"Cards: {len(preview.file.rows)} read, {len(plan.new)} {done}, {plan.unchanged} there already,"
        f" {len(preview.doubts)} doubts."
    )
    if updates or moves:
        click.echo(f"Known cards {'that would change' if dry_run else 'changed'}: {len(plan.changed)}.")


def _looked_at(data: Database, school: str | None, filename: str, content: bytes, wanted: Wanted) -> Preview:
    with data.read() as session:
        return look_at(session, SchoolId(find_school(session, school).id), filename, content, wanted)


def _imported(data: Database, school: str | None, filename: str, content: bytes, wanted: Wanted) -> Preview:
    now = datetime.now(UTC)
    with data.write() as session:
        found = SchoolId(find_school(session, school).id)
        handed_in = hand_in(session, found, filename, content, wanted, by=BY, at=now)
        session.flush()
        return apply_import(session, found, handed_in.id, by=BY, at=now)


def _print_doubts(doubts: Iterable[Doubt]) -> None:
    for doubt in doubts:
        click.echo(doubt_line(doubt))
