"""A register file is read once between looking at it and applying it."""

from inventory.exchange.register_file import read_register
from inventory.exchange.register_read import LastRead

CONTENT = b"asset_no,name\nA-1,desk\nA-2,chair\n"


def test_a_file_is_not_read_again() -> None:
    last = LastRead()

    first = last.read("a.csv", CONTENT, {}, None)

    assert last.read("a.csv", CONTENT, {}, None) is first


def test_what_was_read_elsewhere_can_be_kept() -> None:
    last, file = LastRead(), read_register("a.csv", CONTENT)

    last.keep("a.csv", CONTENT, {}, file)

    assert last.read("a.csv", CONTENT, {}, None) is file


def test_whatever_is_said_otherwise_of_a_file_is_heard() -> None:
    last = LastRead()
    last.read("a.csv", CONTENT, {}, None)

    again = last.read("a.csv", CONTENT, {"name": "others"}, None)
    other = last.read("a.csv", CONTENT.replace(b"chair", b"table"), {}, None)

    assert [{"name": "desk"}, {"name": "chair"}] == [row.others for row in again.rows]
    assert ["desk", "table"] == [row.name for row in other.rows]


def test_a_file_that_was_applied_or_is_too_large_is_not_kept() -> None:
    last, small = LastRead(), LastRead(most_lines=1)

    applied = last.read("a.csv", CONTENT, {}, None)
    last.forget()
    large = small.read("a.csv", CONTENT, {}, None)

    assert last.read("a.csv", CONTENT, {}, None) is not applied
    assert small.read("a.csv", CONTENT, {}, None) is not large
