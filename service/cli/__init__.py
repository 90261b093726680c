"""The command `rollcall`: the service itself, and setting it up without a browser."""

import click

from service.cli import audit, files, schools, search, serve, tokens, users


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rollcall")
def main() -> None:
    """Rollcall calls the roll of everything a school owns."""


main.add_command(serve.serve)
for group in (
    schools.school,
    users.user,
    tokens.token,
    tokens.station,
    files.rooms,
    files.register,
    audit.audit,
    search.search,
):
    main.add_command(group)
