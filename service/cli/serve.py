"""`rollcall serve`: the service, set up for its first visitor if it is new."""

from datetime import UTC, datetime

import click

from inventory.collecting import settled
from inventory.errors import InventoryError
from inventory.searching import sound
from inventory.store.alone import Deed, alone
from inventory.store.engine import Database
from service.cli.options import database_option, mends, opened
from service.first_start import FirstStart, begin
from service.memory import keep_memory
from service.settings import Settings, read_settings

SECONDS_TO_FINISH = 10


class AnotherWaits(InventoryError):
    """A code was printed already, by another process with the same database."""

    text = (
        "Another process of Rollcall has printed the code by which the school is set up. Set it up there first, then "
        "start this one."
    )


@click.command()
@database_option
@click.option("--host", help="Address to listen on; 0.0.0.0 to be reached from other machines.")
@click.option("--port", type=int, help="Port to listen on.")
@click.option("--config", metavar="FILE", help="Settings in a TOML file.")
@mends
def serve(database: str | None, host: str | None, port: int | None, config: str | None) -> None:
    """Run the service."""
    settings = read_settings(config, database=database, host=host, port=port)
    with opened(settings.database, new=True) as data:
        first = begin(data, datetime.now(UTC))
        if first is None:
            _run(settings, data, None)
            return
        with alone(data, Deed.WAIT_FOR_THE_FIRST) as sole:
            if not sole:
                raise AnotherWaits
            _print_once(first[1])
            _run(settings, data, first[0])


def _run(settings: Settings, database: Database, first: FirstStart | None) -> None:
    keep_memory()
    # Only now: the web takes as long to load as all the other commands together, which do without.
    import uvicorn

    from service.app import create_app

    app = create_app(settings, database, first)
    sound("")  # with its dictionary, which the first search would load
    settled()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_level="info",
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        server_header=False,
    )


def _print_once(code: str) -> None:
    """The only time the code is seen anywhere."""
    click.echo("Nobody can sign in yet. Open the service in a browser and set the school up with this code,")
    click.echo("which is shown only now and is good for 24 hours:")
    click.echo(f"  code: {code}")
