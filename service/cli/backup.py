"""`rollcall backup`: a whole copy of the database, while the service goes on."""

from pathlib import Path

import click

from inventory.store.backups import copy_whole
from service.cli.options import database_option, mends, opened_as_it_is, shown


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@database_option
@mends
def backup(file: Path, database: str | None) -> None:
    """Copy the whole database to FILE, which must not be there yet. The service may go on meanwhile."""
    with opened_as_it_is(database) as data:
        size = copy_whole(data, file)
        click.echo(f"Copied {shown(data.engine.url)} to {file} and looked through it: {size / 1_000_000:.1f} MB.")
