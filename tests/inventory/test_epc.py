"""What tag numbers say, where a library alone would be mistaken, and numbers of our own."""

import re
from uuid import UUID

import pytest
from epcpy.epc_schemes.giai import GIAI, GIAIFilterValue
from epcpy.utils.parsers import TAG_ENCODABLE_HEX_HEADERS
from hypothesis import given
from hypothesis import strategies as st

from inventory.epc import Nature, chip_maker, gs1_number, read_epc
from inventory.giai import giai_tags
from inventory.ids import SchoolId
from inventory.own_epc import LAST_SERIAL, OwnEpc, own_epc, school_mark
from inventory.scanned import scan
from inventory.tags import Tag, as_tag

RIVERSIDE, HILLTOP = SchoolId(UUID(int=0xA1B2C3D4E5F60718)), SchoolId(UUID(int=0xA1B2C3D4E5F60719))
HEADERS_OF_TDS_2 = {"F1", "F4", "F5", "F6", "F7", "FA", "FB"}


@pytest.mark.parametrize(
    ("tag", "scheme", "element", "number"),
    [
        ("3474257BF40000000000162E", "GIAI-96", "(8004)06141415678", "3.0614141.5678"),
        (f"3874257BF59B2C2BF1{'0' * 34}", "GIAI-202", "(8004)061414132a/b", "3.0614141.32a%2Fb"),
        ("3374257BF40C0E400000162E", "GRAI-96", "(8003)006141411234525678", "3.0614141.12345.5678"),
        (f"3774257BF40C0E59B2C2BF1{'0' * 21}", "GRAI-170", "(8003)0061414112345232a/b", "3.0614141.12345.32a%2Fb"),
        ("3074257BF7194E4000001A85", "SGTIN-96", "(01)80614141123458(21)6789", "3.0614141.812345.6789"),
        ("3034257BF7194E4000003039", "SGTIN-96", "(01)80614141123458(21)12345", "1.0614141.812345.12345"),
        ("3274257BF46072000000162E", "SGLN-96", "(414)0614141123452(254)5678", "3.0614141.12345.5678"),
        ("34000B7F7070D7FFFFFFFFFF", "GIAI-96", "(8004)0123456789014398046511103", "0.012345678901.4398046511103"),
    ],
)
def test_a_number_of_gs1_is_read(tag: str, scheme: str, element: str, number: str) -> None:
    read = gs1_number(Tag(tag))

    assert read is not None
    assert (scheme, element, f"urn:epc:tag:{scheme.lower()}:{number}") == (read.scheme, read.element, read.uri)


def test_an_asset_number_too_large_for_its_bits_is_none_though_the_library_writes_it() -> None:
    too_large = GIAI("urn:epc:id:giai:012345678901.4398046511104")
    written = too_large.hex(
        binary_coding_scheme=GIAI.BinaryCodingScheme.GIAI_96, filter_value=GIAIFilterValue.ALL_OTHERS
    )

    assert 28 == len(written)
    assert gs1_number(Tag(written)) is None


@pytest.mark.parametrize("beyond", ["0000", "00", "FFFF"])
def test_digits_beyond_the_number_make_it_none(beyond: str) -> None:
    assert gs1_number(Tag("3474257BF40000000000162E" + beyond)) is None


@pytest.mark.parametrize("tag", ["341C257BF40000000000162E", "34FFFFFFFFFFFFFFFFFFFFFF", "3474257B", "38" * 26])
def test_a_header_without_its_number_is_an_own_number(tag: str) -> None:
    assert gs1_number(Tag(tag)) is None


def test_a_number_after_its_pc_word_is_not_taken_for_a_trade_item() -> None:
    surely = scan("3000E2009A9040060AF000000372").surely

    assert surely is not None
    assert Nature.CHIP is read_epc(surely, RIVERSIDE).nature
    assert gs1_number(Tag("3000E2009A9040060AF000000372")) is None


@given(st.binary(min_size=4, max_size=32).map(bytes.hex), st.sampled_from(["30", "33", "34", "36", "37", "38", "39"]))
def test_whatever_a_tag_holds_is_read_without_harm_and_only_as_what_it_is(digits: str, header: str) -> None:
    tag = as_tag(header + digits[2:])
    assert tag is not None

    number = gs1_number(tag)

    assert number is None or number.scheme != "GIAI-96" or tag in giai_tags(number.uri)


@pytest.mark.parametrize(
    ("tag", "nature"),
    [
        ("0" * 24, Nature.BLANK),
        ("E28011606000020464A1B2C1", Nature.CHIP),
        ("04A2B3C4", Nature.SHORT),
        ("FA" + "00" * 11, Nature.GS1_NEWER),
        ("FC" + "00" * 11, Nature.OWN),
        ("ABCD00112233445566778899", Nature.OWN),
    ],
)
def test_of_every_other_number_is_said_what_it_is_like(tag: str, nature: Nature) -> None:
    assert nature is read_epc(Tag(tag), RIVERSIDE).nature


@pytest.mark.parametrize(
    ("tid", "maker"),
    [
        ("E2801160200012345678ABCD", "Impinj"),
        ("E2003412", "Alien"),
        ("E2806894", "NXP"),
        ("E2FFF000", ""),
        (None, ""),
    ],
)
def test_a_chip_tells_who_made_it(tid: str | None, maker: str) -> None:
    assert maker == chip_maker(tid)


@given(st.uuids(), st.integers(1, LAST_SERIAL))
def test_a_number_of_our_own_is_read_back_and_by_nobody_else(school: UUID, serial: int) -> None:
    made = OwnEpc(school_mark(SchoolId(school)), serial)

    assert (made, made.tag()) == (own_epc(made.tag()), as_tag(made.tag()))
    assert (gs1_number(made.tag()), made.tag()) == (None, scan(made.tag()).surely)
    assert not re.fullmatch(r"\d+(E\d+)?", made.tag())


def test_no_scheme_of_gs1_has_the_header_of_our_own_numbers() -> None:
    header = OwnEpc(school_mark(RIVERSIDE), 1).tag()[:2]

    assert header not in TAG_ENCODABLE_HEX_HEADERS.keys() | HEADERS_OF_TDS_2 | {"E2", "00"}


def test_a_school_knows_its_own_numbers_from_those_of_another() -> None:
    tag = OwnEpc(school_mark(RIVERSIDE), 7).tag()

    assert (Nature.OURS, Nature.OTHER_SCHOOL) == (read_epc(tag, RIVERSIDE).nature, read_epc(tag, HILLTOP).nature)
