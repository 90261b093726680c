"""The command `rollcall` on the test's database."""

import pytest
from click.testing import CliRunner, Result

from service.cli import main
from tests.service.cli.running import Rollcall


@pytest.fixture
def rollcall(database_url: str) -> Rollcall:
    """Runs `rollcall` on the test's database, in English."""

    def run(*arguments: str, stdin: str | None = None) -> Result:
        environment = {"ROLLCALL_DATABASE": database_url, "LC_ALL": "C.UTF-8"}
        return CliRunner().invoke(main, arguments, input=stdin, env=environment)

    return run
