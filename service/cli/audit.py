"""`rollcall audit verify`: proves the log unbroken."""

import click

from inventory.actions.journal import verify
from inventory.actions.schools import all_schools
from inventory.ids import SchoolId
from service.cli.options import database_option, mends, opened


@click.group()
def audit() -> None:
    """The audit log."""


@audit.command("verify")
@database_option
@mends
def verify_log(database: str | None) -> None:
    """Prove that no entry was changed, removed or put in; else name the first break and exit with 1."""
    with opened(database) as data, data.read() as session:
        for school in all_schools(session):
            found = verify(session, SchoolId(school.id))
            if found is not None:
                raise click.ClickException(f"{school.name}: the log breaks at entry {found.number}: {found.problem}")
            click.echo(f"{school.name}: the log is unbroken ({school.chain_length} entries)")
