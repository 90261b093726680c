"""The commands as a person types them; those that go on until they are interrupted, in processes of their own."""

import json
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

import pytest

from reader.cli import main
from reader.outbox import Outbox
from reader.protocols import FAMILIES
from reader.virtual.pty import VirtualHandheld
from reader.virtual.scenario import Step, TagPlan
from tests.reader.captures import Capture, captures
from tests.reader.sightings import BOOT, some

READER = [sys.executable, "-c", "import sys; from reader.cli import main; sys.exit(main())"]
TAG = "30751FEB705C5904E3D50D70"


class Said(NamedTuple):
    """What a command answered."""

    returncode: int
    stdout: str
    stderr: str


def reader(*arguments: str, text: str = "") -> Said:
    """Run a command here, with this on its standard input."""
    out, err, stdin = StringIO(), StringIO(), sys.stdin
    sys.stdin = TextIOWrapper(BytesIO(text.encode()))
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main(arguments)
    except SystemExit as left:
        code = int(str(left.code))
    finally:
        sys.stdin = stdin
    return Said(code, out.getvalue(), err.getvalue())


@pytest.mark.parametrize("family", FAMILIES)
def test_decode_prints_an_event_a_line(family: str) -> None:
    capture = next(capture for capture in captures() if capture.family == family and len(capture.expected) > 2)

    answer = reader("decode", family, text=as_text(capture))

    assert "\n".join(capture.expected) + "\n" == answer.stdout
    assert answer.returncode == 0


def test_decode_takes_bytes_divided_by_any_white_space() -> None:
    answer = reader("decode", "m100", text="BB 01\tFF0\n0 01 15 16 7\n  E")

    assert {"event": "other", "name": "no tag", "text": ""} == json.loads(answer.stdout)


def test_decode_takes_a_blank_line_and_the_end_as_silence() -> None:
    answer = reader("decode", "lines", text=f"{TAG.encode().hex()}\n\n{TAG.encode().hex()}")

    assert 2 == answer.stdout.count(TAG)


def test_decode_names_the_line_that_is_no_hexadecimal() -> None:
    answer = reader("decode", "m100", text="BB\nfrog")

    assert (2, "rollcall-reader: line 2: bytes are written as pairs of 0-9 and A-F\n") == (
        answer.returncode,
        answer.stderr,
    )


def test_decode_takes_what_is_no_text_for_no_hexadecimal() -> None:
    answer = subprocess.run([*READER, "decode", "m100"], input=b"\xff\xfe\xbb", capture_output=True, check=False)

    assert (2, True) == (answer.returncode, answer.stderr.startswith(b"rollcall-reader: line 1: bytes are"))


def test_an_unknown_family_is_told_which_there_are() -> None:
    answer = reader("decode", "z80")

    assert answer.returncode == 2
    assert all(family in answer.stderr for family in FAMILIES)


def test_run_tells_all_problems_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "reader.toml").write_text("colour = 1")

    answer = reader("run", "-c", str(tmp_path / "reader.toml"))

    assert answer.returncode == 2
    assert 5 == answer.stderr.count("reader.toml: ")
    assert "Traceback" not in answer.stderr


def test_outbox_shows_what_waits_and_what_was_refused_and_retries(tmp_path: Path) -> None:
    path = tmp_path / "outbox.db"
    outbox = Outbox.open(path)
    outbox.put(some(3), BOOT)
    outbox.refuse(2, "bad_tag", "no such tag")

    shown = reader("outbox", str(path)).stdout
    retried = reader("outbox", str(path), "--retry").stdout

    assert f"2 wait, outbox {outbox.uuid}\nrefused 2  {some(3)[1].tag}  bad_tag  no such tag\n" == shown
    assert retried.startswith("1 put back in line\n3 wait")
    outbox.close()


def test_outbox_makes_no_file_that_is_not_there(tmp_path: Path) -> None:
    answer = reader("outbox", str(tmp_path / "absent.db"))

    assert answer.returncode == 1
    assert "there is no such outbox" in answer.stderr
    assert not (tmp_path / "absent.db").exists()


def test_watch_shows_a_tag_once_while_it_stays() -> None:
    with VirtualHandheld(speed=20) as handheld:
        watching = subprocess.Popen([*READER, "watch", handheld.port], stdout=subprocess.PIPE, text=True)
        handheld.walk(Step("101", 10, (TagPlan(TAG, 20, -55),)))

        watching.send_signal(signal.SIGINT)
        shown, _ = watching.communicate(timeout=10)

    assert 1 == shown.count(TAG)
    assert "dBm" in shown
    assert "different tags: 1; 20 tag reads" in shown


def test_watch_says_when_there_is_no_such_port() -> None:
    answer = reader("watch", "/dev/there-is-none")

    assert answer.returncode == 1
    assert "/dev/there-is-none cannot be opened" in answer.stderr


def test_watch_finds_out_by_itself_which_scanner_it_is() -> None:
    with VirtualHandheld(baud=115200) as handheld:
        watching = subprocess.Popen([*READER, "watch", handheld.port], stdout=subprocess.PIPE, text=True)
        handheld.walk(Step("101", 1, (TagPlan(TAG, 5, -55),)))

        watching.send_signal(signal.SIGINT)
        shown, _ = watching.communicate(timeout=10)

    assert shown.startswith("m100 (modules M100")
    assert TAG in shown


def test_a_scenario_is_walked_from_the_command_line(tmp_path: Path) -> None:
    link = tmp_path / "scanner"
    steps = [{"room": room, "seconds": 1, "tags": [{"tag": TAG, "reads": 3, "rssi": -50}]} for room in ("101", "102")]
    (tmp_path / "walk.json").write_text(json.dumps({"seed": 1, "steps": steps}))
    command = [
        sys.executable,
        "-m",
        "reader.virtual",
        str(tmp_path / "walk.json"),
        "--speed",
        "10",
        "--link",
        str(link),
    ]
    walking = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert walking.stdout is not None
    said = [walking.stdout.readline() for _ in range(2)]
    watching = subprocess.Popen([*READER, "watch", str(link)], stdout=subprocess.PIPE, text=True)

    said += [walking.stdout.readline() for _ in range(2)]
    for program in (watching, walking):
        program.send_signal(signal.SIGINT)
        program.communicate(timeout=10)

    assert [f"port {link}\n", "room 101\n", "room 102\n"] == said[:3]
    assert not link.exists()


def test_importing_the_command_line_stays_light() -> None:
    program = (
        "import sys, reader.cli; print(sum(name in sys.modules for name in ('asyncio', 'hypothesis', 'fastapi')))"
    )

    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert answer.stdout == "0\n"


def as_text(capture: Capture) -> str:
    """The capture as it is written on standard input."""
    return "\n\n".join(stretch.hex(" ") for stretch in capture.stretches)
