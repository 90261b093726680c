"""The README is true: its commands, files, settings and words are those of the program, in both languages."""

import re
import tomllib
from pathlib import Path

import click
import pytest
from fastapi import FastAPI

from inventory.access import Role
from inventory.findings import Kind
from reader import cli, commands
from reader.config import load
from service.api.routes import router as api
from service.cli import main
from service.settings import Settings

ROOT = Path(__file__).parent.parent
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]

each_readme = pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)


def blocks(readme: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL)


@each_readme
def test_every_link_and_picture_is_there(readme: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", readme.read_text(encoding="utf-8"))

    assert [] == [target for target in targets if not (ROOT / target).exists()]


@each_readme
def test_every_make_target_exists(readme: Path) -> None:
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(re.findall(r"(?:^|`)make ([a-z]+)", readme.read_text(encoding="utf-8"), re.MULTILINE)) <= known


@each_readme
def test_every_rollcall_command_exists_with_its_options(readme: Path) -> None:
    for words in re.findall(r"rollcall ((?:[a-z]+ ?)+)([^`\n#]*)", readme.read_text(encoding="utf-8")):
        command: click.Command = main
        for word in words[0].split():
            if isinstance(command, click.Group):
                command = command.get_command(click.Context(command), word) or command
        known = {name for parameter in command.params for name in parameter.opts}

        assert not isinstance(command, click.Group), words
        assert set(re.findall(r"--[a-z-]+", words[1])) <= known


@each_readme
def test_every_reader_command_is_understood(readme: Path) -> None:
    lines = re.findall(r"rollcall-reader ([^`#\n]+)", "\n".join(blocks(readme, "sh")))

    understood = [cli.parser().parse_args(line.split()).command for line in lines]

    assert [commands.show_ports, commands.show_family, commands.show_tags, commands.run] == understood


@each_readme
def test_the_readers_settings_can_be_used_as_they_stand(readme: Path, tmp_path: Path) -> None:
    (text,) = blocks(readme, "toml")
    file = tmp_path / "reader.toml"
    file.write_text(text.replace("rollcall_…", "rollcall_x"), encoding="utf-8")

    assert tomllib.loads(text)["scanner"][0]["port"] == load(file, {}).scanners[0].port


def test_every_route_for_programs_is_listed() -> None:
    text = (ROOT / "deploy/guide/api.md").read_text(encoding="utf-8")
    description = FastAPI()
    description.include_router(api)
    paths = {path.removeprefix("/api/v1").replace(":path", "") for path in description.openapi()["paths"]}

    assert [] == [path for path in paths if path not in text and path.rpartition("/")[2] not in text]


@each_readme
def test_every_finding_setting_and_role_is_explained(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")

    assert [] == [kind for kind in Kind if f"| {kind.value} |" not in text]
    assert [] == [role.word for role in Role if f"**{role.word}**" not in text]
    for name, field in Settings.model_fields.items():
        row = next(line for line in text.splitlines() if line.startswith(f"| {name} |"))
        assert f"ROLLCALL_{name.upper()}" in row
        assert row.endswith(f"| `{str(field.default).lower() if field.default is False else field.default}` |")
