"""The command `rollcall`: the service itself, and setting it up without a browser."""

from importlib import import_module

import click

COMMANDS = {
    "serve": "serve",
    "school": "schools",
    "user": "users",
    "token": "tokens",
    "station": "tokens",
    "rooms": "files",
    "register": "files",
    "audit": "audit",
    "search": "search",
    "backup": "backup",
}
"""Each command, and the module of this package that holds it under the same name."""


class Commands(click.Group):
    """Loads a command when it is asked for: to make a token nobody waits until the files' readers are there."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return sorted({*COMMANDS, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        found = getattr(import_module(f"service.cli.{COMMANDS[cmd_name]}"), cmd_name)
        return found if isinstance(found, click.Command) else None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rollcall")
def main() -> None:
    """Rollcall calls the roll of everything a school owns."""
