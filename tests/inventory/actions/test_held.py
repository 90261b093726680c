"""What was held on a past day, and lists of a term whose differences are exactly the documents between them."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from inventory.actions.cards.card import pieces_of
from inventory.actions.cards.card_changes import Change, Why, change_cards
from inventory.actions.cards.held import held_at, term_of
from inventory.actions.documents.movements import Occasion, move
from inventory.errors import NotFound
from inventory.held import Crossing, Holder, HolderKind
from inventory.ids import ItemId
from inventory.movements import MovementKind
from inventory.register import ItemState
from inventory.store.engine import Database
from inventory.store.schools import Department
from tests.inventory.actions.cards import card_of
from tests.inventory.actions.slips import room, thing
from tests.people import NOW, School, a_school

HOUR = timedelta(hours=1)
BEFORE, LATER = NOW - HOUR, NOW + timedelta(days=200)
ROOM_201, ROOM_202 = Holder(HolderKind.ROOM, "201"), Holder(HolderKind.ROOM, "202")


def day(number: int) -> datetime:
    return NOW + timedelta(days=number)


def moved(session: Session, school: School, number: str, to: str, on: int) -> None:
    items = [piece.id for piece in pieces_of(session, school.id, card_of(session, school, number).id)]
    occasion = Occasion("分班", "Ada", day(on))
    move(session, school.id, MovementKind.TRANSFER, items, occasion, room=room(session, school, to))


def retired(session: Session, school: School, number: str, on: int) -> None:
    item, occasion = thing(session, school, number), Occasion("报废", "Ada", day(on))
    move(session, school.id, MovementKind.WRITE_OFF, [item], occasion, state=ItemState.RETIRED)


def names(session: Session, school: School, holder: Holder, on: int) -> list[str]:
    return [piece.name for piece in held_at(session, school.id, holder, day(on))]


def words(crossing: Crossing) -> tuple[str, bool, str]:
    document = crossing.by.document
    return crossing.piece.name, crossing.came, f"{document.kind} {document.number}" if document else crossing.by.file


def test_what_moved_since_is_where_it_was_then(session: Session, school: School) -> None:
    moved(session, school, "ZC-2024-00001", "202", on=10)
    moved(session, school, "ZC-2024-00001", "201", on=20)

    assert ["投影仪", "台式计算机"] == names(session, school, ROOM_201, on=5)
    assert ["台式计算机"] == names(session, school, ROOM_201, on=15)
    assert ["投影仪", "台式计算机"] == names(session, school, ROOM_201, on=25)
    assert [] == names(session, school, ROOM_201, on=-1)


def test_what_was_written_off_is_held_until_then(session: Session, school: School) -> None:
    retired(session, school, "ZC-2024-00001", on=10)

    assert ["投影仪", "台式计算机"] == names(session, school, Holder(HolderKind.PERSON, "张敏"), on=5)
    assert ["台式计算机"] == names(session, school, Holder(HolderKind.PERSON, "张敏"), on=15)


def test_the_difference_of_a_term_is_the_documents_between(session: Session, school: School) -> None:
    moved(session, school, "ZC-2024-00003", "201", on=10)
    moved(session, school, "ZC-2024-00001", "202", on=20)
    retired(session, school, "ZC-2024-00005", on=30)

    lines, crossed = term_of(session, school.id, ROOM_202, day(5), day(25))

    assert [
        ("投影仪", 0, 1, 0, 1),
        ("课桌椅", 3, 0, 3, 0),
        ("数码相机", 1, 0, 0, 1),
        ("书柜", 1, 0, 0, 1),
    ] == [(line.name, line.opening, line.came, line.went, line.closing) for line in lines]
    assert [("课桌椅", False, "transfer 1")] * 3 + [("投影仪", True, "transfer 2")] == list(map(words, crossed))


def test_what_a_file_brought_is_explained_by_the_file(session: Session, school: School) -> None:
    _, crossed = term_of(session, school.id, ROOM_201, BEFORE, LATER)

    assert [("投影仪", True, "register.csv"), ("台式计算机", True, "register.csv")] == list(map(words, crossed))


def test_a_class_gets_things_by_a_change_of_their_card(session: Session, school: School) -> None:
    card = card_of(session, school, "ZC-2024-00003")
    group = Department(school_id=school.id, name="高一1班")
    session.add(group)
    session.flush()
    change_cards(session, school.id, [Change(card.id, "department_id", group.id)], Why("Ada", day(10), "分班"))

    lines, crossed = term_of(session, school.id, Holder(HolderKind.DEPARTMENT, "高一1班"), day(5), day(25))

    assert [(0, 3, 3)] == [(line.opening, line.came, line.closing) for line in lines]
    assert {"分班"} == {crossing.by.reason for crossing in crossed}


def test_a_room_nobody_knows_is_refused(session: Session, school: School) -> None:
    with pytest.raises(NotFound):
        held_at(session, school.id, Holder(HolderKind.ROOM, "999"), NOW)


_ACTS = st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["201", "202", "off", "back"])), max_size=8)


@pytest.fixture
def kept(sqlite_template: Path, tmp_path: Path) -> Iterator[tuple[Database, School]]:
    """One file for all examples: what each does is undone at its end."""
    file = tmp_path / "rollcall.db"
    shutil.copy(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    yield database, a_school(database)
    database.close()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=_ACTS, first=st.integers(0, 8), length=st.integers(0, 8))
def test_the_past_is_what_it_was_and_every_difference_has_its_document(
    kept: tuple[Database, School], acts: list[tuple[int, str]], first: int, length: int
) -> None:
    database, school = kept
    with Session(database.engine) as session:
        items = [piece.item for each in (ROOM_201, ROOM_202) for piece in held_at(session, school.id, each, LATER)]
        then = [_standing(session, school)]
        for on, (which, deed) in enumerate(acts):
            _do(session, school, items[which], deed, Occasion("", "Ada", day(on) + 2 * HOUR))
            then.append(_standing(session, school))
        begin, end = min(first, len(acts)), min(first + length, len(acts))
        lines, crossed = term_of(session, school.id, ROOM_201, day(begin) + HOUR, day(end) + HOUR)

        assert then == [_standing(session, school, day(on) + HOUR) for on in range(len(then))]
        assert len(then[begin]["201"]) == sum(line.opening for line in lines)
        assert len(then[end]["201"]) == sum(line.closing for line in lines)
        assert all(crossing.by.document for crossing in crossed)


def _standing(session: Session, school: School, moment: datetime = LATER) -> dict[str, set[ItemId]]:
    """What each room holds, by the books of that moment."""
    rooms = (ROOM_201, ROOM_202)
    return {each.name: {piece.item for piece in held_at(session, school.id, each, moment)} for each in rooms}


def _do(session: Session, school: School, item: ItemId, deed: str, occasion: Occasion) -> None:
    match deed:
        case "off":
            move(session, school.id, MovementKind.WRITE_OFF, [item], occasion, state=ItemState.RETIRED)
        case "back":
            move(session, school.id, MovementKind.FOUND_AGAIN, [item], occasion, state=ItemState.IN_USE)
        case code:
            move(session, school.id, MovementKind.TRANSFER, [item], occasion, room=room(session, school, code))
