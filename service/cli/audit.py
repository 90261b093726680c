"""`rollcall audit verify`: proves the log unbroken."""

import click

from inventory.actions.journal import verify
from inventory.actions.schools import all_schools
from inventory.ids import SchoolId
from service.cli.options import NothingThere, database_option, mends, opened_as_it_is, shown


@click.group()
def audit() -> None:
    """The audit log."""


@audit.command("verify")
@database_option
@mends
def verify_log(database: str | None) -> None:
    """Prove that no entry was changed, removed or put in; else name the first break and exit with 1.

    Prints how many entries there are and the hash of the last one. Keep that line on paper: a log that was
    written anew from the beginning looks unbroken, but not with the same hash at the same number.
    """
    with opened_as_it_is(database) as data, data.read() as session:
        schools = all_schools(session)
        if not schools:
            raise NothingThere(database=shown(data.engine.url))
        for school in schools:
            found = verify(session, SchoolId(school.id))
            if found is not None:
                raise click.ClickException(f"{school.name}: the log breaks at entry {found.number}: {found.problem}")
            click.echo(
                f"{school.name}: the log is unbroken. Entries: {school.chain_length}. Head: {school.chain_head}"
            )
