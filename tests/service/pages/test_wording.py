"""Findings, evidence and figures in the words and signs people read."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory import naming
from inventory.findings import Kind, Note
from inventory.forms import values
from inventory.reports import room_sheet
from inventory.sections import Figures, Section
from inventory.sheet_entries import entries
from inventory.standing import Heard, RoomState
from inventory.tags import Tag
from service.language import Speech
from service.pages import wording
from service.pages.plates import found, open_sections, shares
from tests.service.pages.made_up import line, made_up

CHINESE = Speech("zh", ZoneInfo("Asia/Shanghai"))
ENGLISH = Speech("en", ZoneInfo("Asia/Shanghai"))
STANDING = made_up()
PARTS = ("seen", "moved_out", "missing", "doubtful", "untagged", "accounted", "not_covered")


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        (Heard("305", 1, 23, -43.0), "305 读到 23 次（1 遍），信号很强（−43 dBm）"),
        (Heard("305", 2, 5, -58.5), "305 读到 5 次（2 遍），信号较强（−58 dBm）"),
        (Heard("305", 1, 1, -71.5), "305 读到 1 次（1 遍），信号较弱（−72 dBm）"),
        (Heard("305", 1, 1, None), "305 读到 1 次（1 遍）"),
    ],
)
def test_evidence_is_told_in_plain_words(heard: Heard, said: str) -> None:
    assert wording.heard_words(CHINESE, heard) == said


@pytest.mark.parametrize(
    ("confidence", "said"),
    [(0.99, "几乎可以肯定"), (0.95, "很有把握"), (0.75, "较有把握"), (0.4, "没有把握")],
)
def test_how_sure_a_finding_is_has_four_words(confidence: float, said: str) -> None:
    assert CHINESE.say(wording.sureness(confidence)) == said


def test_what_is_not_seen_is_called_missing_only_when_the_room_is_finished() -> None:
    def title(state: RoomState) -> str:
        return CHINESE.say(wording.section_title(Section.MISSING, state))

    assert title(RoomState.COUNTING) == "还没见到"
    assert title(RoomState.COMPLETE) == "未见"


def test_floors_below_the_ground_count_down() -> None:
    assert naming.floor_name(CHINESE.look_up, 3) == "3 层"
    assert naming.floor_name(CHINESE.look_up, -2) == "地下 2 层"


@pytest.mark.parametrize(
    ("kind", "room", "said"),
    [
        (Kind.MOVED, "102", "Seen in 101"),
        (Kind.MOVED, "101", "Booked in 102"),
        (Kind.UNKNOWN_TAG, "101", "E280116060000200000001"),
        (Kind.VERIFIED, "102", ""),
    ],
)
def test_the_printed_sheet_names_the_other_room_or_the_foreign_tag(kind: Kind, room: str, said: str) -> None:
    seen = "102" if kind is Kind.VERIFIED else "101"
    given_line = replace(line(kind, "102", seen), tag=Tag("E280116060000200000001"))
    (entry,) = entries(room_sheet(replace(STANDING, lines=(given_line,)), room))

    assert values.shown(naming.remark(entry.line, entry.section), ENGLISH.look_up) == said


figures = st.builds(
    lambda counts: Figures(sum(counts), **dict(zip(PARTS, counts, strict=True))),
    st.lists(st.integers(0, 500), min_size=7, max_size=7),
)


@given(figures)
def test_the_bar_is_never_longer_than_what_is_expected(shown: Figures) -> None:
    drawn = shares(shown)

    assert all(0 < share.width <= 100 for share in drawn)
    assert sum(share.width for share in drawn) <= 100.1


def test_a_plate_has_signs_only_for_what_occurs() -> None:
    assert found(Figures(expected=3, seen=1, missing=2)) == [(Section.MISSING, 2)]
    assert found(Figures(expected=3, seen=3)) == []


def test_a_room_in_which_everything_agrees_has_nothing_open() -> None:
    agrees = replace(STANDING, lines=(line(Kind.VERIFIED, "101", "101"),))

    assert not open_sections(room_sheet(agrees, "101"))
    assert open_sections(room_sheet(STANDING, "101"))


def test_every_note_beside_a_finding_has_words() -> None:
    assert set(Note) == wording.NOTE_NAME.keys()
