"""Register files over time: new cards, known ones alike or different, what is wanted of them, and the way back."""

from datetime import UTC, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.cards.card_changes import Change, Why, change_cards
from inventory.actions.importing.import_plan import Wanted
from inventory.actions.importing.import_undo import CardWentOn, RegisterInUse, undo_import
from inventory.actions.importing.imports import Preview, Said, apply_import, hand_in, say_how
from inventory.actions.importing.known_cards import known_cards
from inventory.ids import AssetId
from inventory.matching import KnownCard
from inventory.store.cards import CardChange
from inventory.store.engine import Database
from inventory.store.movements import MovementLine
from inventory.store.places import Room
from inventory.store.register import Asset
from tests.people import NOW, School, a_school

HEADS = "asset_no,name,category_code,department,room,keeper,quantity,cost,state,epc,校区"
FIRST = f"""{HEADS}
A-1,投影仪,A02020200,教务处,201,张敏,1,4999.00,在用,,东
A-2,课桌椅,A05010203,总务处,202,李强,2,505.00,在用,,东
"""
TAG = "E28011606000020464A1B2C1"
LATER = NOW + timedelta(days=30)
BOTH = Wanted(updates=True, moves=True)


@pytest.fixture
def school(database: Database) -> School:
    """Riverside, with two cards."""
    return a_school(database, register=FIRST)


def given(session: Session, school: School, text: str, wanted: Wanted) -> Preview:
    """The file handed in, with what is wanted of it."""
    preview = hand_in(session, school.id, "register.csv", text.encode(), by="Ben", at=LATER)
    return say_how(session, school.id, preview.id, Said({}), wanted, by="Ben", at=LATER)


def applied(session: Session, school: School, text: str, wanted: Wanted) -> Preview:
    preview = given(session, school, text, wanted)
    return apply_import(session, school.id, preview.id, by="Ben", at=LATER)


def undo(session: Session, school: School, preview: Preview) -> None:
    undo_import(session, school.id, preview.id, by="Ada", at=LATER + timedelta(hours=1), zone=UTC)


def cards(session: Session, school: School) -> dict[str, KnownCard]:
    session.expire_all()
    keys = session.scalars(select(Asset.import_key).where(Asset.school_id == school.id)).all()
    return known_cards(session, school.id, keys)


def seen(session: Session, school: School) -> dict[str, object]:
    """What people see of the register: everything but ids."""
    return {
        key: (card.said, card.category, card.department, card.others, [str(piece)[80:] for piece in card.pieces])
        for key, card in cards(session, school).items()
    }


@pytest.mark.parametrize("wanted", [Wanted(), BOTH])
def test_the_same_file_again_changes_nothing(session: Session, school: School, wanted: Wanted) -> None:
    before = seen(session, school)

    preview = applied(session, school, FIRST, wanted)

    assert (0, 0, 2, []) == (
        len(preview.plan.new),
        len(preview.plan.changed),
        preview.plan.unchanged,
        preview.plan.doubts,
    )
    assert before == seen(session, school)
    assert 0 == session.scalar(select(func.count()).select_from(MovementLine))


def test_without_a_word_known_cards_stay_as_they_are_and_the_difference_is_told(
    session: Session, school: School
) -> None:
    preview = applied(session, school, FIRST.replace("投影仪", "激光投影仪").replace(",202,", ",203,"), Wanted())

    assert ["differs", "elsewhere"] == [doubt.code for doubt in preview.plan.doubts]
    assert "投影仪" == cards(session, school)["no:A-1:1"].said["name"]


def test_what_the_file_says_is_taken_over_if_wanted(session: Session, school: School) -> None:
    text = FIRST.replace("投影仪,A02020200,教务处", "激光投影仪,A02020800,电教组").replace("4999.00", "5200.00")

    preview = applied(session, school, text.replace("东\n", "西\n", 1), Wanted(updates=True))

    card = cards(session, school)["no:A-1:1"]
    assert ("激光投影仪", "电教组", {"校区": "西"}) == (card.said["name"], card.department, card.others)
    assert ("A02020800", "5200.00") == (card.category[0], f"{card.said['cost']:.2f}")
    logged = session.execute(select(CardChange.field, CardChange.import_id)).all()
    assert {"name", "category", "department", "cost", "others:校区"} == {field for field, _ in logged}
    assert {preview.id} == {of for _, of in logged}


def test_an_empty_cell_and_a_missing_column_say_nothing(session: Session, school: School) -> None:
    before = seen(session, school)

    preview = applied(session, school, "asset_no,name,cost\nA-1,投影仪,\nA-2,课桌椅,505.00\n", BOTH)

    assert (2, []) == (preview.plan.unchanged, preview.plan.doubts)
    assert before == seen(session, school)


def test_pieces_are_booked_where_the_file_says_by_one_document(session: Session, school: School) -> None:
    text = FIRST.replace(",202,李强,2", ",实验楼 305,王芳,2")

    applied(session, school, text, BOTH)

    pieces = cards(session, school)["no:A-2:1"].pieces
    assert [("实验楼 305", "王芳")] * 2 == [(piece.room, piece.keeper) for piece in pieces]
    assert 1 == session.scalar(select(func.count(func.distinct(MovementLine.movement_id))))
    assert 2 == session.scalar(select(func.count()).select_from(MovementLine))


def test_a_place_written_as_before_does_not_bring_moved_pieces_back(session: Session, school: School) -> None:
    applied(session, school, FIRST.replace(",201,", ",202,"), BOTH)
    moved = seen(session, school)

    preview = applied(session, school, FIRST.replace(",201,", ",202,"), BOTH)

    assert (2, []) == (preview.plan.unchanged, preview.plan.doubts)
    assert moved == seen(session, school)


def test_more_pieces_and_tags_are_entered_fewer_are_only_told(session: Session, school: School) -> None:
    more = FIRST.replace("李强,2,505.00,在用,", f"李强,3,505.00,在用,{TAG}")
    applied(session, school, more, BOTH)

    preview = applied(session, school, FIRST, BOTH)

    pieces = cards(session, school)["no:A-2:1"].pieces
    assert [{TAG}, set(), set()] == [set(piece.tags) for piece in pieces]
    assert ["fewer"] == [doubt.code for doubt in preview.plan.doubts]


def test_a_tag_that_finds_no_bare_piece_is_told_not_dropped(session: Session, school: School) -> None:
    tagged = FIRST.replace("4999.00,在用,", f"4999.00,在用,{TAG}")
    applied(session, school, tagged, BOTH)

    preview = applied(session, school, tagged.replace(TAG, f"{TAG[:-1]}9"), BOTH)

    assert [("tags_over", 1)] == [(doubt.code, doubt.facts["count"]) for doubt in preview.plan.doubts]
    assert [{TAG}] == [set(piece.tags) for piece in cards(session, school)["no:A-1:1"].pieces]


def test_an_import_is_undone_whole(session: Session, school: School) -> None:
    before = seen(session, school)
    text = FIRST.replace("投影仪,A02020200,教务处,201", "激光投影仪,A02020800,电教组,新楼 9")
    text = text.replace("李强,2,505.00,在用,", f"王芳,3,505.00,闲置,{TAG}").replace("东", "西")
    preview = applied(session, school, f"{text}A-3,书柜,,,306,,1,800.00,在用,,东\n", BOTH)
    assert before != seen(session, school)

    undo(session, school, preview)

    assert before == seen(session, school)
    assert {"201", "202", "新楼 9"} == set(session.scalars(select(Room.code)))  # a document names the last one


def test_an_import_undone_can_be_applied_and_undone_again(session: Session, school: School) -> None:
    before = seen(session, school)
    preview = applied(session, school, FIRST.replace("投影仪", "激光投影仪"), BOTH)
    undo(session, school, preview)

    apply_import(session, school.id, preview.id, by="Ben", at=LATER + timedelta(days=1))
    undo_import(session, school.id, preview.id, by="Ben", at=LATER + timedelta(days=2), zone=UTC)

    assert before == seen(session, school)


def test_what_happened_since_is_not_lost(session: Session, school: School) -> None:
    preview = applied(session, school, FIRST.replace("投影仪", "激光投影仪"), BOTH)
    card = AssetId(cards(session, school)["no:A-1:1"].id)
    change_cards(session, school.id, [Change(card, "name", "短焦投影仪")], Why("Ada", LATER + timedelta(minutes=1)))

    with pytest.raises(CardWentOn, match="A-1"):
        undo(session, school, preview)


def test_a_card_that_is_counted_on_is_not_taken_out(session: Session, school: School) -> None:
    preview = applied(session, school, f"{FIRST}A-3,书柜,,,306,,1,800.00,在用,,东\n", Wanted())
    open_stocktake(session, school.id, name="2026", cutoff=LATER, by="Ada", at=LATER)

    with pytest.raises(RegisterInUse):
        undo(session, school, preview)


def test_who_uses_a_thing_is_taken_over_and_given_back(session: Session, school: School) -> None:
    done = applied(session, school, "asset_no,name,user\nA-1,投影仪,王芳\n", BOTH)
    used_by = cards(session, school)["no:A-1:1"].pieces[0].user
    undo(session, school, done)

    assert ("王芳", "") == (used_by, cards(session, school)["no:A-1:1"].pieces[0].user)
