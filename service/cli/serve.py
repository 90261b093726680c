"""`rollcall serve`: the service, set up for its first visitor if it is new."""

import click

from inventory.store.engine import Database
from service.cli.options import database_option, mends, opened
from service.first_start import FirstAdmin, prepare
from service.settings import Settings, read_settings

SECONDS_TO_FINISH = 10


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
        first = prepare(data)
        if first is not None:
            _print_once(first)
        _run(settings, data)


def _run(settings: Settings, database: Database) -> None:
    # Only now: the web takes as long to load as all the other commands together, which do without.
    import uvicorn

    from service.app import create_app

    uvicorn.run(
        create_app(settings, database),
        host=settings.host,
        port=settings.port,
        log_level="info",
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        server_header=False,
    )


def _print_once(first: FirstAdmin) -> None:
    """The only time the password is seen anywhere."""
    click.echo("The first administrator was made. This password is shown only now and must be changed:")
    click.echo(f"  user name: {first.username}")
    click.echo(f"  password:  {first.password}")
