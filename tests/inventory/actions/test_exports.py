"""The register taken along and brought back: its file changes nothing, and an empty register becomes the same."""

from itertools import count, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from inventory.actions.cards.exports import heads_of_others, register_rows
from inventory.actions.cards.own_fields import add_field
from inventory.actions.importing.import_plan import Plan, Wanted
from inventory.actions.importing.imports import apply_import, hand_in, look_at
from inventory.actions.school.schools import create_school
from inventory.exchange.register_export import Form, register_file
from inventory.fields import Holds
from inventory.ids import AssetId, SchoolId
from inventory.register import Piece, RegisterRow
from inventory.store.register import Asset, Item
from tests.inventory.exchange.random_cards import cards
from tests.people import NOW, School

BOTH = Wanted(updates=True, moves=True)


def exported(session: Session, school: SchoolId, form: Form) -> bytes:
    heads = heads_of_others(session, school)
    return b"".join(register_file(register_rows(session, school), heads, form))


def planned(session: Session, school: SchoolId, content: bytes) -> Plan:
    return look_at(session, school, "register", content, BOTH).plan


def brought(session: Session, school: SchoolId, content: bytes) -> None:
    apply_import(
        session, school, hand_in(session, school, "register", content, by="Ben", at=NOW).id, by="Ben", at=NOW
    )


def said(session: Session, school: SchoolId) -> list[RegisterRow]:
    """All cards, whichever they are."""
    return [row._replace(card=None) for row in register_rows(session, school)]


@pytest.mark.parametrize("form", Form)
def test_the_file_of_the_register_changes_nothing(session: Session, school: School, form: Form) -> None:
    content = exported(session, school.id, form)

    plan = planned(session, school.id, content)

    assert (0, 0, 5, []) == (len(plan.new), len(plan.changed), plan.unchanged, plan.doubts)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(cards(), min_size=4, max_size=6))
def test_any_register_comes_back_unchanged_and_fills_an_empty_one(session: Session, rows: list[RegisterRow]) -> None:
    old, new = (create_school(session, f"School {next(NUMBERS)}", at=NOW) for _ in range(2))
    heads = {head for row in rows for head in row.others}
    for school, head in product((old, new), sorted(heads)[:2]):
        add_field(session, school, head, Holds.TEXT, (), by="Ada", at=NOW)
    brought(session, old, b"".join(register_file(rows, heads, Form.JSON)))

    plans = [planned(session, old, exported(session, old, form)) for form in Form]
    brought(session, new, exported(session, old, Form.XLSX))

    assert [(0, 0, len(rows), [])] * 3 == [
        (len(plan.new), len(plan.changed), plan.unchanged, plan.doubts) for plan in plans
    ]
    assert said(session, old) == said(session, new)


NUMBERS = count(1)


def test_only_the_cards_that_are_asked_for(session: Session, school: School) -> None:
    first, *_, last = [AssetId(row.card) for row in register_rows(session, school.id) if row.card]

    found = register_rows(session, school.id, [last, first])

    assert ["ZC-2024-00005", "ZC-2024-00001"] == [row.asset_no for row in found]


def test_what_somebody_wrote_into_the_file_is_taken_over(session: Session, school: School) -> None:
    content = exported(session, school.id, Form.JSON).decode()
    content = content.replace('"keeper":"李强"', '"keeper":"李强","user":"孙艳","number":"B-7","serial":"SN1"', 1)
    preview = hand_in(session, school.id, "register", content.encode(), BOTH, by="Ben", at=NOW)
    told = [field for meeting in preview.plan.changed for field, _ in meeting.told(BOTH)]
    apply_import(session, school.id, preview.id, by="Ben", at=NOW)

    (piece,) = (piece for row in register_rows(session, school.id) for piece in row.pieces if piece.number)
    assert ["piece_number", "piece_serial", "user"] == told
    assert ("B-7", "SN1", "孙艳") == (piece.number, piece.serial, piece.user)
    assert not planned(session, school.id, content.encode()).changed


# By column under which name a file carries it, where that is another one; the rest are the house's own affair.
CARRIED = {
    "asset": {"id": "card", "category_id": "category_code", "department_id": "department", "custom": "others"},
    "item": {"room_id": "room", "keeper_id": "keeper", "user_id": "user"},
}
LEFT = {
    "asset": {"school_id", "import_key", "import_id", "merged_into", "revision"},
    "item": {"school_id", "id", "asset_id", "position", "labelled"},
}


@pytest.mark.parametrize(("table", "says"), [(Asset, RegisterRow._fields), (Item, Piece._fields)])
def test_every_column_of_the_register_goes_into_its_file(table: type[Asset | Item], says: tuple[str, ...]) -> None:
    name = table.__tablename__
    columns = {column.name for column in table.__table__.columns} - LEFT[name]

    assert {CARRIED[name].get(column, column) for column in columns} <= set(says)
