"""`rollcall school create`: a school with an empty register."""

from datetime import UTC, datetime

import click

from inventory.actions.schools import create_school
from service.cli.options import database_option, mends, opened


@click.group()
def school() -> None:
    """Schools."""


@school.command("create")
@click.argument("name")
@database_option
@mends
def create_a_school(name: str, database: str | None) -> None:
    """Create a school with an empty register."""
    with opened(database) as data, data.write() as session:
        create_school(session, name, at=datetime.now(UTC))
    click.echo(f"School created: {name}")
