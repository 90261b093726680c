"""The commands for a new box and for an unknown scanner, as a person types them."""

import signal
import subprocess
from pathlib import Path

import pytest

from reader.config import load
from reader.pairing import Pairing, encode
from reader.ports import Port
from reader.virtual.pty import VirtualHandheld
from reader.virtual.scenario import Step, TagPlan
from tests.reader.test_cli import READER, TAG, reader

CODE = encode(Pairing("http://127.0.0.1:9", "a-token"))
STEP = Step("101", 1.0, (TagPlan(TAG, 5, -55),))


def test_detect_names_family_speed_and_firmware() -> None:
    with VirtualHandheld(baud=115200) as handheld:
        answer = reader("detect", handheld.port)

    assert answer.stdout == "m100 (modules M100, R200, YRM100, JRD-4035), 115200 baud, firmware V2.3.5\n"


def test_the_first_run_needs_the_pairing_code_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "reader.toml"
    with VirtualHandheld() as handheld:
        running = subprocess.Popen(
            [*READER, "run", CODE, "-c", str(path), "--port", handheld.port], stderr=subprocess.PIPE, text=True
        )
        handheld.walk(STEP)
        running.send_signal(signal.SIGTERM)
        _, log = running.communicate(timeout=15)

    assert f"reading {handheld.port} as m100" in log
    assert ("http://127.0.0.1:9", "a-token") == (load(path, {}).service, load(path, {}).token)
    assert "wait, outbox" in reader("outbox", "-c", str(path)).stdout


def test_a_box_that_has_settings_is_not_paired_over_them(tmp_path: Path) -> None:
    path = tmp_path / "reader.toml"
    path.write_text("token = 1")

    answer = reader("run", CODE, "-c", str(path))

    assert (1, True) == (answer.returncode, "is there already" in answer.stderr)
    assert path.read_text() == "token = 1"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["pair", "RC1-AAAA"], "damaged or its end is missing"),
        (["pair", CODE, "--port", "/dev/there-is-none"], "No scanner was recognised"),
        (["replay", "/there/is/none"], "/there/is/none: No such file"),
        (["record", "/dev/there-is-none", "/there/is/none"], "/dev/there-is-none cannot be opened"),
        (["run"], "reader.toml: cannot be read"),
    ],
)
def test_what_cannot_be_done_is_told_without_a_traceback(
    arguments: list[str], complaint: str, tmp_path: Path
) -> None:
    settings = ["-c", str(tmp_path / "reader.toml")] if arguments[0] in ("pair", "run") else []

    answer = reader(*arguments, *settings)

    assert complaint in answer.stderr
    assert "Traceback" not in answer.stderr
    assert answer.returncode in (1, 2)


def test_a_recording_says_again_what_the_scanner_said(tmp_path: Path) -> None:
    file, link = tmp_path / "walk.txt", tmp_path / "scanner"
    with VirtualHandheld() as handheld:
        recording = subprocess.Popen(
            [*READER, "record", handheld.port, str(file), "--family", "m100"], stdout=subprocess.PIPE, text=True
        )
        handheld.walk(STEP)
        recording.send_signal(signal.SIGINT)
        said, _ = recording.communicate(timeout=10)
    playing = subprocess.Popen(
        [*READER, "replay", str(file), "--link", str(link), "--speed", "10"], stdout=subprocess.PIPE, text=True
    )
    assert playing.stdout is not None
    assert playing.stdout.readline() == f"port {link}\n"

    heard = b""
    with Port(str(link), 115200) as port:
        while b"all played" not in heard and len(heard) < sum(map(len, received(file))):
            heard += port.read()
    playing.communicate(timeout=10)

    assert b"".join(received(file)) == heard
    assert f"{len(heard)} bytes received" in said


def test_a_recording_is_understood_without_saying_the_family(tmp_path: Path) -> None:
    file = tmp_path / "mail.txt"
    file.write_text("# from a school\n0.5 02304330303036323141353845 0D0A03\n")

    answer = reader("replay", str(file))

    assert answer.stderr.startswith("as rdm6300")
    assert answer.stdout.startswith('0.500 {"event": "tag", "tag": "0C000621A5"')


def received(file: Path) -> list[bytes]:
    """The bytes of each chunk the scanner sent."""
    lines = [line.split() for line in file.read_text().splitlines() if not line.startswith("#")]
    return [bytes.fromhex(line[1]) for line in lines if line[1] != ">"]
