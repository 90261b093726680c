"""`rollcall search rebuild`: makes what cards are found by anew."""

import click

from inventory.store.search_texts import make_stale
from service.cli.options import database_option, mends, opened


@click.group()
def search() -> None:
    """Finding cards."""


@search.command("rebuild")
@database_option
@mends
def rebuild(database: str | None) -> None:
    """Make what cards are found by anew. It is kept up by itself; this is for a file that was damaged or edited."""
    with opened(database) as data, data.write() as session:
        cards = make_stale(session)
    click.echo(f"Cards to be found: {cards}.")
