"""A pairing code says where and as whom, or nothing at all."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.pairing import NotAPairingCode, Pairing, decode, encode

GOLDEN = json.loads((Path(__file__).parent.parent / "wire/pairing_v1.json").read_text(encoding="utf-8"))
PAIRING = Pairing("https://rollcall.school.cn", "a-token")


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden["service"])
def test_the_codes_of_every_service_are_understood_for_ever(golden: dict[str, str]) -> None:
    assert Pairing(golden["service"], golden["token"]) == decode(golden["code"])
    assert golden["code"] == encode(decode(golden["code"]))


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789.-", min_size=1), st.text("-_.~0Az", min_size=1))
def test_what_is_written_is_read_back(host: str, token: str) -> None:
    pairing = Pairing(f"https://h{host}", token)

    assert pairing == decode(encode(pairing))


def test_white_space_a_terminal_or_a_mail_puts_in_means_nothing() -> None:
    code = encode(PAIRING)

    assert PAIRING == decode(f"  {code[:20]}\n {code[20:]}\r\n")


@given(st.data())
def test_a_code_with_a_wrong_or_missing_character_is_refused(data: st.DataObject) -> None:
    code = encode(PAIRING)
    at = data.draw(st.integers(4, len(code) - 2))
    letter = data.draw(st.sampled_from("AaZz09-_").filter(lambda letter: letter != code[at]))

    for damaged in (code[:at], code[:at] + letter + code[at + 1 :]):
        with pytest.raises(NotAPairingCode, match="Copy the whole line"):
            decode(damaged)


@pytest.mark.parametrize("text", ["", "hello", "RC2-AAAA", "RC1-", "RC1-???", "RC1-AAAAA", "RC1-AAAA", "https://x"])
def test_anything_else_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(NotAPairingCode, match="Copy the whole line"):
        decode(text)


@given(st.text())
def test_no_text_does_harm(text: str) -> None:
    for code in (text, f"RC1-{text}"):
        with pytest.raises(NotAPairingCode):
            decode(code)
