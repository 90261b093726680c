"""What stands in the report: which forms, which sentences, and which things in which list."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from inventory.campaign import Recount, Scope, Status
from inventory.coverage import Coverage
from inventory.findings import Kind
from inventory.forms.report import foot, report
from inventory.forms.values import (
    Form,
    Heading,
    Lines,
    Notice,
    Part,
    Say,
    Several,
    Signatures,
    Table,
    Words,
    say,
    shown,
)
from inventory.sections import is_expected
from inventory.standing import Standing
from tests.inventory.exchange.standings import closed, foreign, line, standing

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2027, 1, 4, 3, 5, tzinfo=UTC)


def english(word: str) -> str:
    return word


def forms(now: Standing, part: Part | None = None) -> tuple[Form, ...]:
    return report(now, at=AT, zone=SHANGHAI, part=part).forms


def said(now: Standing, words: Words = english) -> str:
    """Every sentence of the statement."""
    (statement,) = forms(now, Part.STATEMENT)
    lines = [each for block in statement.blocks if isinstance(block, Lines) for each in block.said]
    return "\n".join(shown(each, words) for each in lines)


def tables(form: Form) -> dict[str, list[list[Any]]]:
    return {
        shown(block.title, english): [[shown(value, english) for value in row] for row in block.rows]
        for block in form.blocks
        if isinstance(block, Table)
    }


def test_the_whole_report_is_all_parts_in_the_order_they_are_filed() -> None:
    parts = [form.part for form in forms(standing())]

    assert list(dict.fromkeys(parts)) == list(Part)


def test_every_form_has_lines_to_sign_and_papers_that_go_out_a_place_for_the_seal() -> None:
    signed = {
        form.part: block.seal for form in forms(standing()) for block in form.blocks if isinstance(block, Signatures)
    }

    assert signed == {
        Part.STATEMENT: True,
        Part.VARIANCE: True,
        Part.MOVED: False,
        Part.SUMMARY: False,
        Part.ROOMS: False,
    }


@pytest.mark.parametrize(
    ("status", "notice"),
    [
        (Status.COUNTING, "The count is still going on; these figures are not final."),
        (Status.RECOUNT, "The count is still going on; these figures are not final."),
        (Status.REVIEW, "The stock-take is not closed yet; these figures are not final."),
    ],
)
def test_each_part_of_an_open_stock_take_begins_by_saying_that_it_is_not_final(status: Status, notice: str) -> None:
    for part in Part:
        first = forms(replace(standing(), status=status), part)[0]

        assert first.blocks[0] == Notice(Say(notice))


def test_what_is_closed_is_as_of_its_closing_whenever_it_is_printed() -> None:
    after = closed(standing())

    one, other = (report(after, at=at, zone=SHANGHAI) for at in (AT, datetime(2036, 1, 1, tzinfo=UTC)))

    assert one == other
    assert [shown(each, english) for each in foot(one)] == ["As of 2027-01-10 16:00", "Digest 0123456789ab"]
    assert not any(isinstance(block, Notice) for form in one.forms for block in form.blocks)


def test_the_statement_has_the_nine_chapters_of_a_schools_report() -> None:
    (statement,) = forms(standing(), Part.STATEMENT)

    headings = [shown(block.said, english) for block in statement.blocks if isinstance(block, Heading)]
    assert [heading[:2] for heading in headings] == [f"{number}." for number in range(1, 10)]


def test_the_statement_tells_who_counted_what_when_and_with_what() -> None:
    now = standing()
    campaign = replace(
        now.campaign,
        scope=Scope(buildings=("综合楼",), value_from=Decimal(1000)),
        blind=True,
        teams=("第一组", "第二组"),
        counters=("Ben",),
        devices=("handheld 1", "by hand"),
        passes=23,
        first_pass=datetime(2026, 12, 20, 1, tzinfo=UTC),
        last_pass=datetime(2026, 12, 24, 1, tzinfo=UTC),
        recounts=(Recount(1, 5, "Ada", AT, chosen=40, looked=38, agreed=37),),
    )

    text = said(replace(now, campaign=campaign))

    assert "Rooms were walked from 2026-12-20 to 2026-12-24." in text
    assert "Only these buildings: 综合楼\nOnly things that cost 1,000.00 yuan or more a piece." in text
    assert "Teams: 第一组; 第二组\nCounted by: Ben" in text
    assert "Walks through rooms with a scanner: 23.\nReaders and lists used: handheld 1; by hand\nBlind count" in text
    assert "Recount 1 (Ada, 2027-01-04), of 5 % drawn by lot: 38 of 40 looked at again, 37 found as before." in text


EYES, HEARD = "By eye, a thing is called missing only if", "and it was heard in no room"


@pytest.mark.parametrize(
    ("devices", "how", "rules"),
    [
        (("handheld 1",), "Each room was walked with a reader", {HEARD}),
        (("by hand", "handheld 1"), "Rooms were walked with a reader", {HEARD, EYES}),
        (("by hand",), "The rooms were gone through by eye", {EYES}),
    ],
)
def test_the_statement_says_whether_readers_counted_or_eyes(
    devices: tuple[str, ...], how: str, rules: set[str]
) -> None:
    now = standing()

    text = said(replace(now, campaign=replace(now.campaign, devices=devices)))

    assert how in text
    assert rules == {rule for rule in (EYES, HEARD) if rule in text}


def test_a_list_ticked_by_hand_is_named_in_the_language_of_the_report() -> None:
    now = standing()

    text = said(
        replace(now, campaign=replace(now.campaign, devices=("by hand", "by hand: 301.csv"))),
        lambda text: text.replace("by hand: ", "人工登记：").replace("by hand", "人工登记"),
    )

    assert "人工登记; 人工登记：301.csv" in text


def test_the_statement_says_of_how_many_pieces_no_net_value_is_known() -> None:
    now = standing()
    at = next(place for place, line in enumerate(now.lines) if is_expected(line))
    valued = replace(now.lines[at], cost=Decimal(100), accumulated=Decimal(40))

    text = said(replace(now, lines=(*now.lines[:at], valued, *now.lines[at + 1 :])))

    assert "Rooms: 2. Pieces on the books: 9." in text
    assert "Pieces without a known net value, left out of it: 8." in text


def test_a_net_value_nobody_knows_is_not_given_as_nothing() -> None:
    text = said(standing())

    assert "Their net value is not known." in text
    assert "0.00 yuan" not in text


def test_a_count_of_one_day_tells_that_day_once() -> None:
    now = standing()
    day = datetime(2026, 12, 20, 1, tzinfo=UTC)

    text = said(replace(now, campaign=replace(now.campaign, first_pass=day, last_pass=day)))

    assert "Rooms were walked on 2026-12-20." in text


def test_the_statement_lists_rooms_in_which_tags_may_have_stayed_unheard() -> None:
    now = standing()
    coverage = {"101": Coverage(34, 1.8, 0, 4, 1.0), "102": Coverage(9, 0, 0, 0, 0)}

    (statement,) = forms(replace(now, coverage=coverage), Part.STATEMENT)

    table = next(block for block in statement.blocks if isinstance(block, Table))
    assert [["101 收发室", "34", "2", "0", "4"]] == [[shown(value, english) for value in row] for row in table.rows]


def test_proposals_are_made_only_where_there_is_something_to_do() -> None:
    lost = replace(line(Kind.MISSING, "ZC-1", "101", None), decision="confirm shortage")
    text = said(replace(standing(), lines=(lost, line(Kind.MOVED, "ZC-2", "101", "102"))))

    assert "Keep 1 that are short as a pending loss" in text
    assert "Transfer 1 in the books to where they are." in text
    assert "Label" not in text


def test_what_was_seen_by_eye_and_carries_no_tag_is_to_be_labelled_too() -> None:
    seen = replace(line(Kind.VERIFIED, "ZC-1", "101", "101"), tag=None)
    not_yet = replace(line(Kind.UNTAGGED, "ZC-2", "101", None), tag=None)
    short = replace(not_yet, asset_no="ZC-3", decision="confirm shortage")

    text = said(replace(standing(), lines=(seen, not_yet, short, line(Kind.VERIFIED, "ZC-4", "101", "101"))))

    assert "Label 2 that carry no tag." in text


def test_where_all_is_well_nothing_is_proposed() -> None:
    text = said(replace(standing(), lines=(line(Kind.VERIFIED, "ZC-1", "101", "101"),)))

    assert "Books and things agree; nothing is to be done." in text


def test_a_digest_stands_in_full_in_the_statement() -> None:
    assert "Digest of the frozen findings (SHA-256): " + "0123456789abcdef" * 4 in said(closed(standing()))


def test_what_is_moved_out_and_not_ours_stands_in_lists_of_its_own() -> None:
    lines = (
        line(Kind.MOVED, "ZC-1", "101", "102"),
        line(Kind.ACCOUNTED, "ZC-2", "101", None),
        replace(line(Kind.MISSING, "ZC-3", "101", None), decision="was out"),
        replace(foreign("102"), decision="not ours"),
        line(Kind.RETIRED_BUT_SEEN, "ZC-4", None, "102"),
        line(Kind.VERIFIED, "ZC-5", "101", "101"),
    )

    (moved,) = forms(replace(standing(), lines=lines), Part.MOVED)

    assert {title: [row[1] for row in rows] for title, rows in tables(moved).items()} == {
        "Moved, with proposals": ["ZC-1"],
        "Out: lent, under repair or in transit": ["ZC-2", "ZC-3"],
        "Here, but not ours": ["3034257BF7194E4000001A85"],
        "Disposed of, yet here": ["ZC-4"],
    }


def test_a_thing_without_a_name_is_no_unknown_tag() -> None:
    nameless = line(Kind.VERIFIED, "ZC-1", "101", "101", name="")

    sheet = report(replace(standing(), lines=(nameless, foreign("101"))), at=AT, zone=SHANGHAI, room="101").forms[0]

    assert [row[2] for row in tables(sheet)["101 收发室"]] == ["Without a name", "Unknown tag"]


def test_values_are_shown_as_people_read_them() -> None:
    values = Several((say("{count} of {all}", count=1234, all=Decimal("1234.5")), None, "", AT.astimezone(SHANGHAI)))

    assert shown(values, english) == "1,234 of 1,234.50; 2027-01-04 11:05"
