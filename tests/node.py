"""Functions of the pages' script, called from a test: they run in one node process for each module."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ROOT / "service/web/node_modules/esbuild"


def node() -> str:
    """The program: the machine's own, else the one the build has installed beside Python.

    Skips the test where there is none, unless ROLLCALL_BROWSER=required.
    """
    program = shutil.which("node", path=os.pathsep.join([os.environ["PATH"], str(Path(sys.executable).parent)]))
    if program is None or not PACKAGES.exists():
        reason = "node and the packages of service/web are not installed"
        (pytest.fail if os.environ.get("ROLLCALL_BROWSER") == "required" else pytest.skip)(reason)
    return str(program)


class NodeModule:
    """`with NodeModule(path) as module: module.call("name", …)`; what goes in and out is what JSON can say."""

    def __init__(self, path: str) -> None:
        self._node = subprocess.Popen(
            [node(), ROOT / "tests/node.mjs", ROOT / path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def call(self, name: str, *args: object) -> Any:
        """What the exported function gives back. Raises `RuntimeError` with its stack if it throws."""
        assert self._node.stdin
        assert self._node.stdout
        self._node.stdin.write(json.dumps({"name": name, "args": args}) + "\n")
        self._node.stdin.flush()
        line = self._node.stdout.readline()
        answer = json.loads(line) if line else {"error": "the module could not be loaded"}
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._node.stdin
        assert self._node.stdout
        self._node.stdin.close()
        self._node.wait(timeout=10)
        self._node.stdout.close()
