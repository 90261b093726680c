"""`rollcall audit verify`: proves the log unbroken, and the register to be what it says."""

import click

from inventory.actions.proof.proving import prove
from inventory.actions.school.schools import all_schools
from inventory.ids import SchoolId
from service.cli.options import NothingThere, database_option, mends, opened_as_it_is, shown


@click.group()
def audit() -> None:
    """The audit log."""


@audit.command("verify")
@database_option
@mends
def verify_log(database: str | None) -> None:
    """Prove that no entry and no document was changed, removed or put in; else name the first break and exit with 1.

    The documents carried out in order, from the pieces as they were put on the books, come to exactly the rooms,
    custodians and states of the register. Prints how many entries there are and the hash of the last one. Keep that
    line on paper: a log that was written anew from the beginning looks unbroken, but not with the same hash at the
    same number.
    """
    with opened_as_it_is(database) as data, data.read() as session:
        schools = all_schools(session)
        if not schools:
            raise NothingThere(database=shown(data.engine.url))
        for school in schools:
            proof = prove(session, SchoolId(school.id))
            if proof.broken:
                raise click.ClickException(f"{school.name}: {proof.broken}")
            click.echo(
                f"{school.name}: the log is unbroken. Entries: {school.chain_length}. Head: {school.chain_head}"
            )
            click.echo(f"{school.name}: {_told(proof.since)}")


def _told(since: int) -> str:
    whole = "every document is as it was made, and the register is what the documents say"
    if since == 1:
        return f"{whole}."
    return f"{whole}. Not covered before entry {since}: what an earlier version wrote keeps no digest of itself."
