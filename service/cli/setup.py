"""`rollcall school|user|token|station create`: first set-up without a browser. Secrets are the last line, once."""

from datetime import UTC, datetime

import click

from inventory.access import Role, role_of
from inventory.actions.accounts import create_account
from inventory.actions.schools import create_school, find_school
from inventory.ids import SchoolId
from service.cli.options import BY, database_option, mends, opened, school_option
from service.credentials import LEAST_PASSWORD, hash_password, one_time_password
from service.sessions import PasswordTooShort
from service.tokens import new_program_token, new_station

role_option = click.option(
    "--role", type=click.Choice([role.word for role in Role]), default=Role.VIEWER.word, show_default=True
)


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


@click.group()
def user() -> None:
    """People who sign in."""


@user.command("create")
@click.argument("username")
@role_option
@click.option("--password", help="Else one is made, printed once, and must be changed at the first sign-in.")
@database_option
@school_option
@mends
def create_a_user(username: str, role: str, password: str | None, database: str | None, school: str | None) -> None:
    """Create a user name and password."""
    if password is not None and len(password) < LEAST_PASSWORD:
        raise PasswordTooShort(least=LEAST_PASSWORD)
    chosen = password or one_time_password()
    with opened(database) as data, data.write() as session:
        create_account(
            session,
            SchoolId(find_school(session, school).id),
            username=username,
            password_hash=hash_password(chosen),
            role=role_of(role),
            one_time=password is None,
            by=BY,
            at=datetime.now(UTC),
        )
    click.echo(f"User created: {username} ({role})")
    if password is None:
        click.echo(chosen)


@click.group()
def token() -> None:
    """Tokens of other programs."""


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
