"""`rollcall school create|rename`: a school with an empty register, and its name."""

from datetime import UTC, datetime

import click

from inventory.actions.school.schools import create_school, find_school, rename_school
from inventory.ids import SchoolId
from service.cli.options import BY, database_option, mends, opened, school_option


@click.group()
def school() -> None:
    """Schools."""


@school.command("create")
@click.argument("name")
@database_option
@mends
def create_a_school(name: str, database: str | None) -> None:
    """Create a school with an empty register."""
    with opened(database, new=True) as data, data.write() as session:
        create_school(session, name, at=datetime.now(UTC))
    click.echo(f"School created: {name}")


@school.command("rename")
@click.argument("name")
@database_option
@school_option
@mends
def rename_a_school(name: str, database: str | None, school: str | None) -> None:
    """Give the school another name; on pages, in reports and here."""
    with opened(database) as data, data.write() as session:
        found = SchoolId(find_school(session, school).id)
        rename_school(session, found, name, by=BY, at=datetime.now(UTC))
    click.echo(f"School renamed: {name}")
