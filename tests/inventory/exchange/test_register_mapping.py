import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.exchange.reading.unreadable import NoHead, NoSuchSheet, UnfitMapping
from inventory.exchange.register_file import open_register, read_register, understand
from inventory.exchange.register_heads import FIELDS
from inventory.register import RegisterColumn, RegisterSheet
from tests.inventory.exchange.files import csv_file, xlsx_file

OWN = csv_file("物资代号,物资叫法,经手\nW1,课桌,赵六\nW2,讲台,钱七")
SAID = {"物资代号": "asset_no", "物资叫法": "name", "经手": "keeper"}
HEADS = ["资产编号", "资产名称"]


def test_a_list_in_words_nobody_knows_is_read_as_somebody_says() -> None:
    register = read_register("a.csv", OWN, SAID)

    assert [(row.asset_no, row.name, row.keeper) for row in register.rows] == [
        ("W1", "课桌", "赵六"),
        ("W2", "讲台", "钱七"),
    ]


def test_without_that_it_is_refused_with_its_columns_to_be_asked_about() -> None:
    with pytest.raises(NoHead) as raised:
        read_register("a.csv", OWN)

    assert raised.value.facts["columns"] == {
        "物资代号": ("W1", "W2"),
        "物资叫法": ("课桌", "讲台"),
        "经手": ("赵六", "钱七"),
    }
    assert raised.value.facts["shape"] == open_register("a.csv", OWN).shape


def test_what_is_said_of_a_column_goes_before_its_name() -> None:
    content = csv_file("编号,名称,单价,备注\n1,桌,80,甲")

    row = read_register("a.csv", content, {"单价": "cost", "备注": "location"}).rows[0]

    assert (str(row.cost), row.location, row.note) == ("80.00", "甲", "")


def test_the_next_best_column_takes_the_place_of_one_that_means_something_else() -> None:
    content = csv_file("资产编号,财产编码,名称\n1,F9,桌")

    row = read_register("a.csv", content, {"资产编号": "former_no"}).rows[0]

    assert (row.asset_no, row.former_no) == ("F9", "1")


def test_a_column_can_be_kept_apart_or_left_out() -> None:
    content = csv_file("编号,名称,备注,密码\n1,桌,甲,x")

    register = read_register("a.csv", content, {"备注": "others", "密码": "ignore"})

    assert (register.rows[0].note, register.rows[0].others) == ("", {"备注": "甲"})
    assert register.columns == (
        RegisterColumn("编号", "asset_no", ("1",)),
        RegisterColumn("名称", "name", ("桌",)),
        RegisterColumn("备注", "others", ("甲",)),
        RegisterColumn("密码", "ignore", ("x",)),
    )


@pytest.mark.parametrize("mapping", [{"名称": "colour"}, {"编号": "name", "名称": "name"}])
def test_what_a_column_cannot_be_is_refused(mapping: dict[str, str]) -> None:
    with pytest.raises(UnfitMapping) as raised:
        read_register("a.csv", csv_file("编号,名称\n1,桌"), mapping)

    assert raised.value.facts["column"] == "名称"


def test_files_with_the_same_columns_have_one_shape_whatever_their_order_and_dress() -> None:
    one = open_register("a.csv", csv_file("资产编号*,原值（元）\n1,2"))
    other = open_register("b.xlsx", xlsx_file({"甲": [["标题"], ["原值", "资产编号"], ["3", "4"]]}))
    third = open_register("c.csv", csv_file("资产编号,名称\n1,桌"))

    assert one.shape == other.shape != third.shape


def test_the_shape_does_not_depend_on_what_was_said() -> None:
    lists = open_register("a.csv", OWN)

    assert understand(lists, SAID).shape == lists.shape


def test_sheets_are_named_with_what_became_of_them() -> None:
    content = xlsx_file(
        {"设备": [HEADS, ["1", "电脑"]], "说明": [["请如实填写"]], "旧账": [HEADS, ["9", "桌"]]}, hidden=["旧账"]
    )

    assert read_register("a.xlsx", content).sheets == (
        RegisterSheet("设备", hidden=False, taken=True),
        RegisterSheet("说明", hidden=False, taken=False),
        RegisterSheet("旧账", hidden=True, taken=False),
    )


def test_only_the_chosen_sheets_are_read_be_they_hidden_or_not() -> None:
    content = xlsx_file({"设备": [HEADS, ["1", "电脑"]], "旧账": [HEADS, ["9", "桌"]]}, hidden=["旧账"])

    register = read_register("a.xlsx", content, sheets=["旧账"])

    assert [(row.sheet, row.asset_no) for row in register.rows] == [("旧账", "9")]
    assert [(sheet.name, sheet.taken) for sheet in register.sheets] == [("旧账", True), ("设备", False)]


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are() -> None:
    content = xlsx_file({"设备": [HEADS, ["1", "电脑"]]})

    with pytest.raises(NoSuchSheet, match="设备"):
        read_register("a.xlsx", content, sheets=["家具"])


@given(
    st.dictionaries(st.sampled_from(["编号", "名称", "数量", "地点"]), st.sampled_from([*FIELDS, "others", "ignore"]))
)
def test_whatever_is_said_of_the_columns_no_line_is_lost(mapping: dict[str, str]) -> None:
    content = csv_file("编号,名称,数量,地点\n1,桌,2,101\n2,椅,1,102")

    try:
        register = read_register("a.csv", content, mapping)
    except UnfitMapping:
        assert len(set(mapping.values()) - {"others", "ignore"}) < len(mapping)
    else:
        assert [row.line for row in register.rows] == [2, 3]
