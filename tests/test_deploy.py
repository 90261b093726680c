"""The way from a bare box to the first sighting is the same in both languages, and the program goes it too."""

import re
import tomllib
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from inventory.heartbeats import SILENT_AFTER, ScannerReport, StationReport, complaints
from reader import cli, config, daemon
from reader.first_start import OUTBOX, SETTINGS
from reader.heartbeat import EVERY
from service.language import words
from tests.people import NOW

DEPLOY = Path(__file__).parent.parent / "deploy"
GUIDES = [DEPLOY / "README.md", DEPLOY / "README.zh-CN.md"]
READER = DEPLOY / "systemd/rollcall-reader.service"

each_guide = pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)


def commands(guide: Path) -> list[str]:
    """Every line of the shell blocks, without comments."""
    blocks = re.findall(r"```(?:sh|bat)\n(.*?)```", guide.read_text("utf-8"), re.DOTALL)
    return [line.split("  #")[0].strip() for line in "\n".join(blocks).splitlines()]


def unit(path: Path) -> dict[str, str]:
    """The settings of a unit; of those said several times, the last."""
    lines = path.read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def test_both_guides_give_the_same_commands() -> None:
    english, chinese = map(commands, GUIDES)

    assert english == chinese


@each_guide
def test_every_reader_command_of_the_guide_is_understood(guide: Path) -> None:
    said = [
        re.search(r"rollcall-reader ((?:run|pair|ports|detect|watch|outbox)\b.*)", line) for line in commands(guide)
    ]

    assert 6 <= len([cli.parser().parse_args(match[1].split()) for match in said if match])


@each_guide
def test_every_setting_is_explained(guide: Path) -> None:
    rows = [line.split("|")[1] for line in guide.read_text("utf-8").splitlines() if line.startswith("| `")]

    assert config.TOP_KEYS | config.SCANNER_KEYS == {"scanner", *re.findall(r"`(\w+)`", "".join(rows))}


@each_guide
def test_the_settings_of_the_guide_can_be_used(guide: Path, tmp_path: Path) -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", guide.read_text("utf-8"), re.DOTALL)
    (tmp_path / "reader.toml").write_text(text.replace("rollcall_…", "rollcall_x"), "utf-8")

    loaded = config.load(tmp_path / "reader.toml", {})

    assert tomllib.loads(text)["outbox"] == str(OUTBOX) == str(loaded.outbox)


@pytest.mark.parametrize(("guide", "language"), [(GUIDES[0], "en"), (GUIDES[1], "zh")])
def test_every_complaint_is_explained(guide: Path, language: str) -> None:
    bad = ScannerReport("1", "COM3", "m100", "", trouble="x", faults_per_minute=99.0, temperature=99)
    scanners = tuple(replace(bad, state=state) for state in ("away", "silent", "resting"))
    report = StationReport(NOW, timedelta(hours=1), "", 99, 99, scanners, damaged_outboxes=1)
    table = guide.read_text("utf-8").replace("…", "")

    said = {words(language)(each.text) for now in (NOW, NOW + timedelta(days=1)) for each in complaints(report, now)}

    assert 11 == len(said)
    assert [] == [text for text in said if f"| {re.split('[{(:,。：，（]', text)[0].strip()}" not in table]


def test_the_daemon_finds_its_settings_and_its_outbox_where_pairing_puts_them() -> None:
    said = unit(READER)

    assert f"reader.toml:{SETTINGS}" == said["LoadCredential"]
    assert str(OUTBOX.parent) == f"/var/lib/{said['StateDirectory']}"
    assert said["ExecStart"].endswith("rollcall-reader run -c ${CREDENTIALS_DIRECTORY}/reader.toml")


def test_those_who_watch_wait_longer_than_the_watched_are_silent() -> None:
    said = unit(READER)

    assert float(said["WatchdogSec"]) >= 2 * daemon.ROUND
    assert float(said["TimeoutStopSec"]) > daemon.LISTENER_LEAVE + daemon.UPLINK_LEAVE + daemon.LAST_UPLOAD
    assert SILENT_AFTER.total_seconds() >= 2.5 * EVERY


def test_the_task_for_windows_runs_what_the_guide_installs() -> None:
    task = ET.parse(DEPLOY / "windows/rollcall-reader.xml")  # noqa: S314 - our own file
    arguments = task.findtext(".//{*}Arguments")

    assert r"rollcall-reader run -c C:\Rollcall\reader.toml" in str(arguments)
    assert "PT0S" == task.findtext(".//{*}ExecutionTimeLimit")


@each_guide
def test_the_windows_service_is_at_home_and_called_as_the_guide_says(guide: Path) -> None:
    program = (DEPLOY.parent / "reader/windows_service.py").read_text("utf-8")
    said = "\n".join(commands(guide))

    [home], [name] = re.findall(r'HOME = Path\("(.+)"\)', program), re.findall(r'_svc_name_ = "(.+)"', program)
    assert rf"pair -c {home}\reader.toml".replace("\\\\", "\\") in said
    assert {name} == set(re.findall(r"^sc \w+ (\w+)", said, re.MULTILINE))
