"""The reader installs alone: what a box gets is Python, pyserial and one HTTP library, and nothing of the service."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*arguments: str | Path) -> str:
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The distribution, as it is built for a release."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


def test_the_reader_installs_alone_and_runs(wheel: Path, tmp_path: Path) -> None:
    box = tmp_path / "box"
    venv.create(box)
    pip = (sys.executable, "-m", "pip", "--python", box, "--disable-pip-version-check")

    run(*pip, "install", "--no-compile", "--require-hashes", "-r", ROOT / "requirements-reader.txt")
    run(*pip, "install", "--no-compile", "--no-deps", wheel)

    names = {line.split("==")[0].lower() for line in run(*pip, "list", "--format=freeze").split()}
    assert {"rollcall", "pyserial", "urllib3"} == names
    run(box / "bin/rollcall-reader", "ports")
    decoded = subprocess.run(
        [box / "bin/rollcall-reader", "decode", "m100"],
        input="BB 02 22 00 11 C9 34 00 30 75 1F EB 70 5C 59 04 E3 D5 0D 70 3A 76 EF 7E",
        capture_output=True,
        text=True,
        check=True,
    )
    assert '"tag": "30751FEB705C5904E3D50D70"' in decoded.stdout


def test_the_wheel_carries_everything_the_service_shows_and_nothing_it_was_built_from(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    for needed in (
        "service/static/app.js",
        "service/static/app.css",
        "service/fonts/NotoSansSC_400Regular.ttf",
        "service/fonts/NotoSansSC_700Bold.ttf",
        "service/templates/board.html",
        "service/locale/zh/LC_MESSAGES/rollcall.po",
        "inventory/store/migrations/versions/0001_school.py",
        "inventory/exchange/report.typ",
    ):
        assert needed in names
    assert [] == [name for name in names if "node_modules" in name or name.startswith(("tests/", "service/web/"))]
