"""Lists that are pasted or come as a file, and cards held against a phone."""

import pytest

from tests.node import NodeModule

A, B = "E28011606000020464A1B2C1", "3034257BF400B7800004CB2F"
TID = "E2801190200071234567ABCD"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(f"{A}\r\n{B}\n", [A, B], id="a line each"),
        pytest.param(f"{A}, {B}；{A.lower()}", [A, B, A], id="commas"),
        pytest.param(f"{A} {B}", [A, B], id="blanks"),
        pytest.param("E2 80 11 60 60 00 02 04 64 A1 B2 C1\n", [A], id="bytes held apart"),
        pytest.param(f'"{A}","{B}"', [A, B], id="quotes"),
        pytest.param(
            f"Time,EPC,TID,Count\n10:01,{A},{TID},7\n10:02,{B},{TID},2\n", [A, B], id="a table with a heading"
        ),
        pytest.param(f"2026-11-21 10:01,{A},-51\n2026-11-21 10:01,{B},-60\n", [A, B], id="a table without"),
        pytest.param(f"标签号\t次数\n{A}\t3\n", [A], id="a Chinese table"),
        pytest.param(
            "资产编号\nZC-2024-00017\nZC-2024-00018\n", ["<ZC-2024-00017>", "<ZC-2024-00018>"], id="asset numbers"
        ),
        pytest.param(f"{A}\nsee next page\n{B}", [A, B, "see next page?"], id="something else between"),
        pytest.param(f"{A}\n{B[:-1]}\n", [A, f"{B[:-1]}?"], id="a digit lost"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_what_a_list_says(told: NodeModule, text: str, said: list[str]) -> None:
    assert said == told.call("paste", text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_is_read_as_whatever_program_wrote_it(told: NodeModule, encoding: str) -> None:
    text = f"标签号,名称\n{A},学生桌\n{B},投影仪\n"

    assert [A, B] == told.call("file", text.encode(encoding).hex())


@pytest.mark.parametrize(
    ("number", "texts", "said"),
    [
        pytest.param("04:a2:2b:d2:97:5c:80", [], ["04A22BD2975C80"], id="a plain card"),
        pytest.param("dd:cc:bb:aa:00:01:04:e0", [], ["E0040100AABBCCDD"], id="an ISO 15693 tag, told backward"),
        pytest.param("04:a2:2b:d2", ["ZC-2024-00017"], ["<04A22BD2>", "<ZC-2024-00017>"], id="with a number on it"),
        pytest.param("", [A], [A], id="without a number of its own"),
    ],
)
def test_what_a_card_says(told: NodeModule, number: str, texts: list[str], said: list[str]) -> None:
    assert said == told.call("card", number, texts)


def test_cards_are_heard_until_the_phone_is_told_to_stop(told: NodeModule) -> None:
    said = told.call("hold", ["04:a2:2b:d2", "", "04:a2:2b:d3"])

    assert ["04A22BD2", "The card was not read. Hold it there once more.", "04A22BD3"] == said
