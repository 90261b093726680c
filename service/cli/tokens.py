"""`rollcall token …` and `rollcall station …`: tokens of programs and boxes, and what to do when one is stolen.

A new token is the last line printed, once.
"""

from datetime import UTC, datetime

import click

from inventory.access import role_of
from inventory.actions.school.schools import find_school
from inventory.actions.school.tokens import list_tokens, revoke_token
from inventory.ids import SchoolId
from service.cli.options import BY, database_option, listed, mends, opened, role_option, school_option
from service.tokens import new_program_token, new_station, renew_station_token


@click.group()
def token() -> None:
    """Tokens of other programs and of stations."""


@token.command("create")
@click.argument("name", default="program")
@role_option
@database_option
@school_option
@mends
def create_a_token(name: str, role: str, database: str | None, school: str | None) -> None:
    """Create a token for a program; it is the last line printed, and shown only now."""
    with opened(database) as data, data.write() as session:
        found = SchoolId(find_school(session, school).id)
        text = new_program_token(session, found, name, role_of(role), by=BY, at=datetime.now(UTC))
    click.echo(text)


@token.command("list")
@database_option
@school_option
@mends
def list_all_tokens(database: str | None, school: str | None) -> None:
    """List the tokens: id, name, role, since when, and until when if revoked. Their secrets are not kept."""
    with opened(database) as data, data.read() as session:
        for each in list_tokens(session, SchoolId(find_school(session, school).id)):
            role = each.role or "station"
            click.echo(listed(f"{each.id}\t{each.name}", role, each.created_at, each.revoked_at))


@token.command("revoke")
@click.argument("id_or_name", metavar="ID-OR-NAME")
@database_option
@school_option
@mends
def revoke_a_token(id_or_name: str, database: str | None, school: str | None) -> None:
    """Let nobody in with this token any more."""
    with opened(database) as data, data.write() as session:
        found = SchoolId(find_school(session, school).id)
        revoke_token(session, found, id_or_name, by=BY, at=datetime.now(UTC))
    click.echo(f"Token revoked: {id_or_name}")


@click.group()
def station() -> None:
    """Boxes beside scanners."""


@station.command("create")
@click.argument("name")
@database_option
@school_option
@mends
def create_a_station(name: str, database: str | None, school: str | None) -> None:
    """Create a station; its token is the last line printed, and shown only now."""
    with opened(database) as data, data.write() as session:
        found = SchoolId(find_school(session, school).id)
        made, text = new_station(session, found, name, by=BY, at=datetime.now(UTC))
    click.echo(f"Station created: {name} ({made})")
    click.echo(text)


@station.command("token")
@click.argument("name")
@database_option
@school_option
@mends
def renew_a_token(name: str, database: str | None, school: str | None) -> None:
    """Make a new token for a station; its old ones are worth nothing any more.

    The token is the last line printed, and shown only now.
    """
    with opened(database) as data, data.write() as session:
        found = SchoolId(find_school(session, school).id)
        text = renew_station_token(session, found, name, by=BY, at=datetime.now(UTC))
    click.echo(text)
