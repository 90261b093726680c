"""`rollcall user …`: people who sign in, and what to do when a password is lost. Secrets are the last line, once."""

import sys
from datetime import UTC, datetime

import click

from inventory.access import role_of
from inventory.actions.documents.takers import name_person, person_named
from inventory.actions.school.accounts import create_account, disable_account, list_accounts, reset_password
from inventory.actions.school.schools import find_school
from inventory.ids import SchoolId
from service.cli.options import BY, database_option, listed, mends, opened, role_option, school_option
from service.credentials import LEAST_PASSWORD, hash_password, one_time_password
from service.sessions import PasswordTooShort


@click.group()
def user() -> None:
    """People who sign in."""


@user.command("create")
@click.argument("username")
@role_option
@click.option(
    "--password",
    help="For scripts on a machine of one's own: others on it can see the password in the list of processes. "
    "Without a password one is made, printed once, and must be changed at the first sign-in.",
)
@click.option("--password-stdin", "piped", is_flag=True, help="Read the password as one line from standard input.")
@database_option
@school_option
@mends
def create_a_user(
    username: str, role: str, password: str | None, piped: bool, database: str | None, school: str | None
) -> None:
    """Create a user name and password."""
    given = _given_password(password, piped)
    chosen = given or one_time_password()
    hashed = hash_password(chosen)
    with opened(database) as data, data.write() as session:
        create_account(
            session,
            SchoolId(find_school(session, school).id),
            username=username,
            password_hash=hashed,
            role=role_of(role),
            one_time=given is None,
            by=BY,
            at=datetime.now(UTC),
        )
    click.echo(f"User created: {username} ({role})")
    if given is None:
        click.echo(chosen)


def _given_password(option: str | None, piped: bool) -> str | None:
    """The password somebody chose, None if one is to be made. Raises `PasswordTooShort`."""
    if piped and option is not None:
        raise click.UsageError("Give either --password or --password-stdin.")
    given = sys.stdin.readline().rstrip("\r\n") if piped else option
    if given is not None and len(given) < LEAST_PASSWORD:
        raise PasswordTooShort(least=LEAST_PASSWORD)
    return given


@user.command("list")
@database_option
@school_option
@mends
def list_users(database: str | None, school: str | None) -> None:
    """List the users: name, role, since when, and until when if disabled."""
    with opened(database) as data, data.read() as session:
        for account in list_accounts(session, SchoolId(find_school(session, school).id)):
            click.echo(listed(account.username, account.role, account.created_at, account.disabled_at))


@user.command("person")
@click.argument("username")
@click.option("--person", default="", help="The name of the person; without one the account is nobody.")
@database_option
@school_option
@mends
def say_who_it_is(username: str, person: str, database: str | None, school: str | None) -> None:
    """Say who a user is among those who keep things: what arrives for that person is theirs to confirm."""
    with opened(database) as data, data.write() as session:
        found = SchoolId(find_school(session, school).id)
        known = person_named(session, found, person) if person else None
        name_person(session, found, username, known, by=BY, at=datetime.now(UTC))
    click.echo(f"User {username}: {person or 'nobody'}")


@user.command("disable")
@click.argument("username")
@database_option
@school_option
@mends
def disable_a_user(username: str, database: str | None, school: str | None) -> None:
    """Let somebody in no more, and sign all their browsers out."""
    with opened(database) as data, data.write() as session:
        found = SchoolId(find_school(session, school).id)
        disable_account(session, found, username, by=BY, at=datetime.now(UTC))
    click.echo(f"User disabled: {username}")


@user.command("password")
@click.argument("username")
@database_option
@school_option
@mends
def give_a_password(username: str, database: str | None, school: str | None) -> None:
    """Make a new password for somebody who lost theirs.

    It is the last line printed, shown only now, and must be changed at the next sign-in; the old one is worth
    nothing any more, and every browser of the user is signed out.
    """
    password = one_time_password()
    hashed = hash_password(password)
    with opened(database) as data, data.write() as session:
        found = SchoolId(find_school(session, school).id)
        reset_password(session, found, username, hashed, by=BY, at=datetime.now(UTC))
    click.echo(password)
