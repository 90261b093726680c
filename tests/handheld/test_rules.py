"""The rules of the handheld page, run in node: each `*.ts` beside this file holds promises."""

import json
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.node import node

HERE = Path(__file__).parent
ESBUILD = HERE.parents[1] / "service/web/node_modules/.bin/esbuild"
CAST = {"cast", "promises"}
SUBJECTS = sorted(path.stem for path in HERE.glob("*.ts") if path.stem not in CAST)


@cache
def kept(subject: str) -> dict[str, str | None]:
    """How the promises of a file fared: by sentence None where it holds, or what was found instead."""
    program = node()  # skips the test where there is none
    bundle = [str(ESBUILD), str(HERE / f"{subject}.ts"), "--bundle", "--format=esm", "--log-level=warning"]
    script = subprocess.run(bundle, capture_output=True, check=True).stdout
    told = subprocess.run([program, "--input-type=module"], input=script, capture_output=True, check=True).stdout
    fared: dict[str, str | None] = json.loads(told)
    return fared


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_rules_of_the_handheld_page_hold(subject: str) -> None:
    broken = {sentence: found for sentence, found in kept(subject).items() if found}

    assert {} == broken
