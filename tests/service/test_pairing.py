"""The pairing code the service shows is the one boxes understand."""

import json
from pathlib import Path

import pytest

from service.pairing import is_address, is_of_this_machine_only, pairing_code

GOLDEN = json.loads((Path(__file__).parents[1] / "wire/pairing_v1.json").read_text("utf-8"))


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden["service"])
def test_the_code_is_the_published_one(golden: dict[str, str]) -> None:
    assert golden["code"] == pairing_code(golden["service"], golden["token"])


@pytest.mark.parametrize(
    ("address", "usable", "here_only"),
    [
        ("http://192.168.1.20:8000", True, False),
        ("https://总务.学校.cn/rollcall", True, False),
        ("http://127.0.0.1:8000", True, True),
        ("http://[::1]:8000", True, True),
        ("http://localhost:8000", True, True),
        ("rollcall.school.cn", False, False),
        ("http://", False, False),
        ("http://[", False, False),
        ("ftp://school.cn", False, False),
    ],
)
def test_an_address_is_one_a_box_can_reach(address: str, usable: bool, here_only: bool) -> None:
    assert usable == is_address(address)
    assert not usable or here_only == is_of_this_machine_only(address)
