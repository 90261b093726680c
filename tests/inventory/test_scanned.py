"""What a typed, scanned or exported text can mean: numbers in their spellings, and tags however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.giai import giai_tags
from inventory.scanned import scan, tag_readings, texts_in
from inventory.tags import Tag, as_tag

EPC = Tag("3034257BF7194E4000001A85")


@pytest.mark.parametrize(
    "written",
    [
        "3034257BF7194E4000001A85",
        " 3034257bf7194e4000001a85 ",
        "0x3034257BF7194E4000001A85",
        "30 34 25 7B F7 19 4E 40 00 00 1A 85",
        "30:34:25:7B:F7:19:4E:40:00:00:1A:85",
        "3034-257B-F719-4E40-0000-1A85",
        "30003034257BF7194E4000001A85",
        "30003034257BF7194E4000001A85EE2C",
        "b'3034257BF7194E4000001A85'",
        "333033343235374246373139344534303030303031413835",
        "urn:epc:raw:96.x3034257BF7194E4000001A85",
        "３０３４257BF7194E4000001A85",
    ],
)
def test_a_tag_is_known_however_it_is_written(written: str) -> None:
    assert EPC == scan(written).surely


def test_an_epc_that_only_looks_like_one_with_a_pc_word_may_still_be_meant_whole() -> None:
    surely, perhaps = tag_readings("3000E2009A9040060AF000000372")

    assert (Tag("E2009A9040060AF000000372"), (Tag("3000E2009A9040060AF000000372"),)) == (surely, perhaps)


@pytest.mark.parametrize("text", ["", "ZC-2024-00001", "课桌", "12", "E28", "0x", "48.5", "2024-11-20"])
def test_what_is_no_tag_is_none(text: str) -> None:
    assert (None, ()) == tag_readings(text)


@pytest.mark.parametrize(("decimal", "tag"), [("0012345678", "00BC614E"), (str(int(EPC, 16)), EPC)])
def test_a_decimal_number_is_a_tag_where_the_school_has_it(decimal: str, tag: str) -> None:
    assert tag == scan(decimal).tag({Tag(tag)})
    assert tag != scan(decimal).tag(())


def test_a_number_is_looked_up_as_written_without_the_signs_of_the_scanner_and_in_capitals() -> None:
    assert ("]C0zc-7", "zc-7", "ZC-7") == scan("]C0zc-7").numbers


@pytest.mark.parametrize(
    "label",
    [
        "(8004)06141415678",
        "]C1800406141415678",
        "https://id.gs1.org/8004/06141415678",
        "urn:epc:id:giai:0614141.5678",
        "urn:epc:tag:giai-96:3.0614141.5678",
    ],
)
def test_the_label_of_a_gs1_asset_number_means_the_tag_that_carries_it(label: str) -> None:
    assert "3474257BF40000000000162E" == scan(label).tag({Tag("3474257BF40000000000162E")})


@pytest.mark.parametrize(
    ("label", "tags"),
    [
        ("urn:epc:tag:giai-96:0.012345678901.4398046511103", ("34000B7F7070D7FFFFFFFFFF",)),
        ("urn:epc:tag:giai-96:0.012345678901.4398046511104", ()),
        ("urn:epc:tag:giai-96:0.0614141.05678", ()),
        ("urn:epc:id:grai:0614141.12345.5678", ()),
    ],
)
def test_an_asset_number_that_fits_no_tag_means_none(label: str, tags: tuple[str, ...]) -> None:
    assert tags == giai_tags(label)


def test_what_is_pasted_is_taken_apart_at_lines_commas_and_tabs_but_not_at_blanks() -> None:
    assert ["ZC-1", "E2 80 11 60", "ZC-2", "ZC-3"] == texts_in("ZC-1\r\n\tE2 80 11 60，ZC-2;\n\nZC-3 ")


@given(st.text())
def test_whatever_is_typed_has_a_meaning_or_none(text: str) -> None:
    found = scan(text)

    assert all(as_tag(tag) == tag for tag in found.tags())
    assert text.strip() in found.numbers


@given(st.binary(min_size=12, max_size=12))
def test_an_epc_of_96_bits_is_never_taken_for_anything_else(epc: bytes) -> None:
    assert epc.hex().upper() == scan(epc.hex()).surely
