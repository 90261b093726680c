"""Board, room sheets and totals say the same of one stock-take."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.errors import NotFound
from inventory.findings import Kind
from inventory.ids import ItemId, new_id
from inventory.reports import Board, Plate, Tally, board, room_sheet, room_sheets, totals
from inventory.sections import Figures, Section, add
from inventory.sheet_entries import entries
from inventory.standing import Line, RoomState, Standing
from tests.service.pages.made_up import line, made_up

STANDING = made_up()
CODES = [room.code for room in STANDING.rooms]


@st.composite
def findings(draw: st.DrawFn) -> Line:
    kind = draw(st.sampled_from(list(Kind)))
    booked = draw(st.sampled_from([*CODES, "out of scope", None]))
    seen = draw(st.sampled_from([*CODES, "out of scope", None]))
    foreign_conflict = kind is Kind.TAG_CONFLICT and draw(st.booleans())
    found = line(kind, booked, seen)
    return replace(found, item=None) if foreign_conflict else found


standings = st.lists(findings(), max_size=30).map(lambda lines: replace(STANDING, lines=tuple(lines)))


def plates(shown: Board) -> list[Plate]:
    return [plate for building in shown.buildings for floor in building.floors for plate in floor.plates]


@given(standings)
def test_plates_and_what_has_no_room_add_up_to_the_totals(standing: Standing) -> None:
    shown = board(standing)

    summed = add([*(plate.figures for plate in plates(shown)), shown.roomless])

    assert shown.totals.figures == summed


@given(standings)
def test_a_room_sheet_has_the_figures_of_its_door_plate(standing: Standing) -> None:
    for plate in plates(board(standing)):
        assert room_sheet(standing, plate.room.code).figures == plate.figures


@given(standings)
def test_the_report_holds_exactly_the_single_room_sheets(standing: Standing) -> None:
    assert list(room_sheets(standing)) == [room_sheet(standing, code) for code in CODES]


@given(standings)
def test_every_expected_thing_stands_in_exactly_one_section_of_its_room(standing: Standing) -> None:
    figures = totals(standing).figures
    conflicts = sum(found.kind is Kind.TAG_CONFLICT and found.item is not None for found in standing.lines)

    accounted_for = figures.seen + figures.moved_out + figures.missing + figures.doubtful + figures.untagged
    accounted_for += figures.accounted + figures.not_covered + conflicts

    assert figures.expected == accounted_for


@given(standings)
def test_as_many_things_move_in_as_move_out(standing: Standing) -> None:
    figures = totals(standing).figures

    assert figures.moved_in == figures.moved_out


def test_a_moved_thing_stands_on_both_rooms_sheets() -> None:
    moved = line(Kind.MOVED, "102", "101")
    standing = replace(STANDING, lines=(moved,))

    assert room_sheet(standing, "102").sections[Section.MOVED_OUT] == (moved,)
    assert room_sheet(standing, "101").sections[Section.MOVED_IN] == (moved,)
    assert room_sheet(standing, "101").figures == Figures(moved_in=1)


def test_a_written_off_thing_stands_where_it_was_seen_and_is_not_expected() -> None:
    standing = replace(STANDING, lines=(line(Kind.RETIRED_BUT_SEEN, "102", "101"),))

    assert room_sheet(standing, "101").figures == Figures(retired_but_seen=1)
    assert room_sheet(standing, "102").figures == Figures()


def test_the_top_floor_stands_on_top_and_rooms_without_a_floor_at_the_bottom() -> None:
    rooms = tuple(
        replace(room, building="", floor=floor) for room, floor in zip(STANDING.rooms, (1, 2, None), strict=False)
    )

    (building,) = board(replace(STANDING, rooms=rooms, lines=())).buildings

    assert [floor.number for floor in building.floors] == [2, 1, None]


def test_rooms_of_no_building_come_after_all_buildings() -> None:
    rooms = sorted(STANDING.rooms, key=lambda room: room.building)

    assert [building.name for building in board(replace(STANDING, rooms=tuple(rooms))).buildings][-1] == ""


def test_totals_say_what_is_expected_and_missing_in_yuan() -> None:
    lines = (
        line(Kind.VERIFIED, "101", "101", cost=Decimal("100.10")),
        line(Kind.MISSING, "101", None, cost=Decimal("9.90")),
        line(Kind.MISSING, "101", None, cost=None),
        line(Kind.RETIRED_BUT_SEEN, "101", "101", cost=Decimal(5000)),
    )

    summed = totals(replace(STANDING, lines=lines))

    assert summed.expected == Tally(3, Decimal("110.00"))
    assert summed.kinds[Kind.MISSING] == Tally(2, Decimal("9.90"))


@given(standings)
def test_the_tallies_of_the_ten_findings_are_the_figures(standing: Standing) -> None:
    summed = totals(standing)
    sections = {kind: kind.value.replace(" ", "_") for kind in Kind} | {
        Kind.VERIFIED: "seen",
        Kind.MOVED: "moved_out",
    }

    assert {kind: tally.pieces for kind, tally in summed.kinds.items()} == {
        kind: getattr(summed.figures, section) for kind, section in sections.items()
    }


@given(standings)
def test_the_printed_sheet_has_every_piece_of_its_sections_once(standing: Standing) -> None:
    for sheet in room_sheets(standing):
        printed = entries(sheet)

        assert sum(entry.booked for entry in printed) == sheet.figures.expected
        assert sum(entry.counted or 0 for entry in printed) == sum(
            len(sheet.sections[section])
            for section in (Section.SEEN, Section.MOVED_IN, Section.UNKNOWN_TAG, Section.RETIRED_BUT_SEEN)
        )


def test_pieces_of_one_card_with_the_same_result_are_one_printed_line() -> None:
    desk = line(Kind.VERIFIED, "101", "101", cost=Decimal("185.00"))
    desks = tuple(replace(desk, item=ItemId(new_id())) for _ in range(46))
    lost = replace(desk, item=ItemId(new_id()), kind=Kind.MISSING, seen_room=None)

    printed = entries(room_sheet(replace(STANDING, lines=(*desks, lost)), "101"))

    assert [(entry.section, entry.booked, entry.counted, entry.worth.cost) for entry in printed] == [
        (Section.MISSING, 1, 0, Decimal("185.00")),
        (Section.SEEN, 46, 46, Decimal("8510.00")),
    ]


def test_totals_count_the_rooms_that_are_complete_and_the_silent_ones() -> None:
    summed = totals(STANDING)

    assert summed.rooms == len(STANDING.rooms)
    assert summed.rooms_complete == sum(room.state is RoomState.COMPLETE for room in STANDING.rooms)
    assert summed.rooms_silent == 1


def test_a_room_that_is_not_counted_in_this_stock_take_is_not_found() -> None:
    with pytest.raises(NotFound, match="999"):
        room_sheet(STANDING, "999")
