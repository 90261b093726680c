from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.exchange.reading.amounts import as_money, as_months, as_quantity, as_years, to_fen
from inventory.exchange.reading.cells import as_number, as_text
from inventory.exchange.reading.dates import as_date
from inventory.exchange.reading.doubts import Misread
from inventory.exchange.reading.sheets import Cell
from inventory.exchange.register_cells import as_state, as_tags
from inventory.register import ItemState

EPC = "E20034120178000000000001"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-12-01", date(2024, 12, 1)),
        ("2015.06.06", date(2015, 6, 6)),
        ("2017/7/13", date(2017, 7, 13)),
        ("202412", date(2024, 12, 1)),
        ("20241205", date(2024, 12, 5)),
        (202412.0, date(2024, 12, 1)),
        ("2024-12-05 08:00:00", date(2024, 12, 5)),
        ("2024-12-05T08:00:00.000", date(2024, 12, 5)),
        ("2018年9月", date(2018, 9, 1)),
        ("2018 年 9 月 3 日", date(2018, 9, 3)),
        ("2018年9月3号", date(2018, 9, 3)),
        ("2018年9月份", date(2018, 9, 1)),
        ("2018.11", date(2018, 11, 1)),
        (2018.9, date(2018, 9, 1)),
        ("２０１８－９－３", date(2018, 9, 3)),
        (45627.0, date(2024, 12, 1)),
        (45627.5, date(2024, 12, 1)),
        ("45627", date(2024, 12, 1)),
        (datetime(2024, 12, 5, 8, 0), date(2024, 12, 5)),  # noqa: DTZ001 (a spreadsheet knows no zone)
        (date(2024, 12, 5), date(2024, 12, 5)),
    ],
)
def test_a_date_is_read_in_every_form_registers_use(cell: Cell, day: date) -> None:
    assert as_date(cell) == day


@pytest.mark.parametrize(
    "cell",
    ["2018", 2018.0, "2018-13-01", "2018-02-30", "05/06/2018", "18-9-3", "0001-01-01", "去年", 1e300, -5.0, True],
)
def test_what_is_no_full_date_is_not_made_one(cell: Cell) -> None:
    with pytest.raises(Misread) as raised:
        as_date(cell)

    assert raised.value.oddity.code == "bad_date"


@pytest.mark.parametrize("cell", [2018.1, "2018.1"])
def test_a_month_that_may_have_lost_its_zero_is_not_guessed(cell: Cell) -> None:
    with pytest.raises(Misread) as raised:
        as_date(cell)

    assert raised.value.oddity.code == "unclear_month"


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        ("1,234,567.50", "1234567.50"),
        ("￥ 1234.5", "1234.5"),
        ("3500元", "3500"),
        ("1.2万元", "12000"),
        (".5", "0.5"),
        ("1.234.567,50", "1234567.50"),
        (0.1 + 0.2, "0.3"),
        (1234.5600000000001, "1234.56"),
        (3500.0, "3500"),
        ("１２００", "1200"),
    ],
)
def test_money_is_exact(cell: Cell, yuan: str) -> None:
    assert as_money(cell) == Decimal(yuan)


@pytest.mark.parametrize("cell", ["1,23", "1.234,5", "-5", "(5)", "约3000", "1E+5", 1e15, "9" * 21])
def test_what_is_no_amount_is_not_made_one(cell: Cell) -> None:
    with pytest.raises(Misread):
        as_money(cell)


def test_money_is_rounded_half_up_to_the_fen() -> None:
    assert to_fen(Decimal("0.125")) == Decimal("0.13")


@pytest.mark.parametrize(("cell", "pieces"), [("48", 48), (48.0, 48), ("48套", 48), ("1,200", 1200), ("3.00", 3)])
def test_pieces_are_counted(cell: Cell, pieces: int) -> None:
    assert as_quantity(cell) == pieces


@pytest.mark.parametrize("cell", ["0", "-1", "1.5", 1.5, "一批", "120平方米"])
def test_what_is_no_number_of_pieces_is_not_made_one(cell: Cell) -> None:
    with pytest.raises(Misread):
        as_quantity(cell)


def test_a_life_is_counted_in_months_whatever_its_unit() -> None:
    assert [as_years("6"), as_years("72个月"), as_months(72.0), as_months("6年")] == [72, 72, 72, 72]


@pytest.mark.parametrize("cell", ["720", "长期", "-1"])
def test_a_life_beyond_a_hundred_years_is_none(cell: Cell) -> None:
    with pytest.raises(Misread):
        as_years(cell)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("在用", ItemState.IN_USE),
        ("01-在用", ItemState.IN_USE),
        ("闲置", ItemState.IDLE),
        ("维修中", ItemState.REPAIR),
        ("出借", ItemState.LENT),
        ("出租", ItemState.LENT),
        ("待报废", ItemState.AWAITING_DISPOSAL),
        ("待处置", ItemState.AWAITING_DISPOSAL),
        ("报废", ItemState.RETIRED),
        ("已处置", ItemState.RETIRED),
        *((state.value, state) for state in ItemState),
    ],
)
def test_a_state_is_known_by_its_usual_words(word: str, state: ItemState) -> None:
    assert as_state(word) is state


def test_a_state_nobody_knows_is_not_guessed() -> None:
    with pytest.raises(Misread):
        as_state("损坏")


@pytest.mark.parametrize(
    ("cell", "tags"),
    [
        (EPC.lower(), (EPC,)),
        (f"{EPC} 3034257BF7194E4000001A85", (EPC, "3034257BF7194E4000001A85")),
        (f"{EPC};3034257BF7194E4000001A85", (EPC, "3034257BF7194E4000001A85")),
        (f"{EPC}，{EPC}", (EPC,)),
        ("E2 00 34 12 01 78", ("E20034120178",)),
        ("E200-3412-0178", ("E20034120178",)),
        ("3034E0000000000000000012", ("3034E0000000000000000012",)),
        (f"'{EPC}", (EPC,)),
    ],
)
def test_tags_are_read_in_the_order_written(cell: Cell, tags: tuple[str, ...]) -> None:
    assert as_tags(cell) == tags


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("3.034E+23", "lost_digits"),
        (3.034e23, "lost_digits"),
        (303400000.0, "lost_digits"),
        ("E2003", "bad_tag"),
        (f"{EPC};zz", "bad_tag"),
        ("无标签", "bad_tag"),
    ],
)
def test_a_spoilt_tag_is_refused_and_never_guessed(cell: Cell, code: str) -> None:
    with pytest.raises(Misread) as raised:
        as_tags(cell)

    assert raised.value.oddity.code == code


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("000123", "000123"),
        ("201810000004776500000001", "201810000004776500000001"),
        ('="000123"', "000123"),
        ("'000123", "000123"),
        ("\t000123 ", "000123"),
        (999_999_999_999_999.0, "999999999999999"),
        ("123E45", "123E45"),
        ("-", ""),
        ("无", ""),
    ],
)
def test_a_number_is_read_digit_for_digit(cell: Cell, number: str) -> None:
    assert as_number(cell) == number


@pytest.mark.parametrize("cell", ["1.23E+15", "2.0181E+15", 2018100000047765.0, 1e24])
def test_a_number_shortened_by_a_spreadsheet_is_refused(cell: Cell) -> None:
    with pytest.raises(Misread) as raised:
        as_number(cell)

    assert raised.value.oddity.code == "lost_digits"


@given(st.one_of(st.text(max_size=40), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.dates()))
def test_every_cell_is_understood_or_refused(cell: Cell) -> None:
    for read in (as_text, as_number, as_date, as_money, as_quantity, as_years, as_months, as_state, as_tags):
        with suppress(Misread):
            read(cell)
