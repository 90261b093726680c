"""The settings: read once, all problems at once."""

from pathlib import Path

import pytest

from reader.config import Config, ConfigError, Scanner, load
from reader.filtering import Filter
from reader.protocols import FAMILIES
from reader.protocols.family import Setup

LEAST = """
service = "https://rollcall.school.cn"
token = "secret"
outbox = "outbox.db"
[[scanner]]
port = "/dev/ttyUSB0"
family = "m100"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "reader.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(write(folder, text), {})
    return caught.value.problems


def test_the_least_settings_get_the_usual_values_for_the_rest(tmp_path: Path) -> None:
    config = load(write(tmp_path, LEAST), {})

    scanner = Scanner("/dev/ttyUSB0", "m100", 115200, "1", 1.0, 2.0)
    assert Config("https://rollcall.school.cn", "secret", tmp_path / "outbox.db", (scanner,)) == config


def test_the_token_may_come_from_a_file_beside_the_settings(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from-file\n")

    config = load(write(tmp_path, LEAST.replace('token = "secret"', 'token_file = "token"')), {})

    assert config.token == "from-file"


def test_the_token_of_the_environment_comes_first(tmp_path: Path) -> None:
    config = load(write(tmp_path, LEAST), {"ROLLCALL_READER_TOKEN": "from-environment"})

    assert config.token == "from-environment"


@pytest.mark.parametrize("token", ["", " ", "密码", "two\nlines"])
def test_a_token_that_cannot_be_one_is_refused(tmp_path: Path, token: str) -> None:
    with pytest.raises(ConfigError, match="ROLLCALL_READER_TOKEN: holds no token"):
        load(write(tmp_path, LEAST), {"ROLLCALL_READER_TOKEN": token})


def test_the_token_is_not_shown_with_the_settings(tmp_path: Path) -> None:
    assert "secret" not in repr(load(write(tmp_path, LEAST), {}))


def test_all_problems_are_told_together_with_their_keys(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        """
        service = "rollcall.school.cn"
        token_file = "nowhere"
        colour = "red"
        [[scanner]]
        port = 7
        family = "z80"
        baud = "fast"
        [[scanner]]
        port = "/dev/ttyUSB1"
        family = "lines"
        fold_gap = 0
        """,
    )

    assert [line.split(": the")[0].split(": ")[0:2] for line in found if line.startswith("scanner")] == [
        ["scanner 1", "family"],
        ["scanner 1", "port"],
        ["scanner 1", "baud"],
        ["scanner 2", "fold_gap"],
        ["scanner 2", "scan_point"],
    ]
    assert ["colour", "service", "token_file", "outbox"] == [
        line.split(":")[0] for line in found if not line.startswith("scanner")
    ]


def test_an_unknown_family_is_told_which_there_are(tmp_path: Path) -> None:
    assert problems(tmp_path, LEAST.replace('"m100"', '"z80"')) == [
        'scanner 1: family: there is no family "z80"; there are ' + ", ".join(FAMILIES)
    ]


def test_the_message_names_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "")

    with pytest.raises(ConfigError, match=f"{path}: service: is missing"):
        load(path, {})


@pytest.mark.parametrize("text", ["service = nothing", "\x00"])
def test_a_file_that_is_no_toml_says_where(tmp_path: Path, text: str) -> None:
    [problem] = problems(tmp_path, text)

    assert "is not TOML" in problem
    assert "line 1" in problem


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"absent\.toml: cannot be read"):
        load(tmp_path / "absent.toml", {})


def test_two_scanners_on_one_port_are_a_mistake(tmp_path: Path) -> None:
    twice = LEAST + '[[scanner]]\nport = "/dev/ttyUSB0"\nfamily = "lines"\nscan_point = "2"\n'

    assert problems(tmp_path, twice) == ['scanner 2: port: "/dev/ttyUSB0" is used by a scanner above']


def test_what_a_scanner_shall_do_is_told_with_it(tmp_path: Path) -> None:
    config = load(write(tmp_path, LEAST + 'power = 26.5\nregion = "EU"\n'), {})

    assert Setup(power=26.5, region="EU") == config.scanners[0].setup


@pytest.mark.parametrize(
    ("family", "setting", "problem"),
    [
        ("m100", "power = 90", "power: must be a number from 0 to 33"),
        ("m100", "antennas = [1]", "antennas: scanners of this family cannot be told; take the line out"),
        ("m100", 'region = "MARS"', "region: must be one of CN, EU, US"),
        ("lines", "power = 20", "power: scanners of this family cannot be told; take the line out"),
    ],
)
def test_what_a_scanner_cannot_be_told_is_refused(tmp_path: Path, family: str, setting: str, problem: str) -> None:
    text = LEAST.replace('"m100"', f'"{family}"') + setting

    assert [f"scanner 1: {problem}"] == problems(tmp_path, text)


def test_a_reader_at_a_door_folds_by_minutes_unless_told_otherwise(tmp_path: Path) -> None:
    [door] = load(write(tmp_path, LEAST + 'use = "door"\nfold_span = 60'), {}).scanners

    assert (30.0, 60.0) == (door.fold_gap, door.fold_span)


def test_which_tags_are_told_of_is_said_by_how_their_numbers_begin(tmp_path: Path) -> None:
    [scanner] = load(write(tmp_path, LEAST + 'only = ["30", "E2xx60"]\nignore = ["3008"]'), {}).scanners

    assert Filter(("30", "E2xx60"), ("3008",)) == scanner.filter


def test_a_use_or_a_pattern_that_cannot_be_is_told(tmp_path: Path) -> None:
    found = problems(tmp_path, LEAST + 'use = "window"\nonly = ["library"]\nignore = "30"')

    assert ["use: must be one of handheld, door"] == [problem[11:] for problem in found if " use:" in problem]
    assert 2 == sum("must be a list of beginnings of tag numbers" in problem for problem in found)
