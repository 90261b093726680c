"""Batch cards: split, merged, entered by hand; pieces, totals and history stay."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from inventory.actions.cards.batches import CardsDiffer, count_by_number, merge_cards, some_pieces, split_card
from inventory.actions.cards.card import pieces_of
from inventory.actions.cards.card_editing import CardMerged, ReasonMissing, edit_card
from inventory.actions.cards.entering import NewCard, PiecesOutOfRange, enter_card
from inventory.actions.cards.exports import register_rows
from inventory.actions.cards.listing import ids_of
from inventory.actions.documents.movements import Occasion
from inventory.actions.importing.import_plan import Wanted
from inventory.actions.importing.imports import look_at
from inventory.cards import AssetCard
from inventory.errors import NotFound
from inventory.exchange.register_export import Form, register_file
from inventory.ids import AssetId
from inventory.listing import Wanted as Listing
from inventory.register import ItemState
from inventory.splitting import CannotSplit
from inventory.store.search_texts import freshen
from tests.inventory.actions.cards import WHY, card_of, log
from tests.people import NOW, School

DESKS = "ZC-2024-00003"
RECEIVED = Occasion("新购入库", "Ada", NOW)


def split_off(session: Session, school: School, count: int, number: str = "ZC-2024-00003-2") -> AssetId:
    card = card_of(session, school, DESKS)
    pieces = some_pieces(session, school.id, card.id, None, count)
    return split_card(session, school.id, card.id, pieces, number, revision=card.revision, why=WHY)


def merge(session: Session, school: School, into: AssetCard, other: AssetCard) -> None:
    revisions = {"revision": into.revision, "other_revision": other.revision}
    merge_cards(session, school.id, into.id, other.id, **revisions, why=WHY)


def test_split_off_pieces_take_their_share_and_stay_what_they_are(session: Session, school: School) -> None:
    before = pieces_of(session, school.id, card_of(session, school, DESKS).id)

    fresh = split_off(session, school, 1)

    old, new = card_of(session, school, DESKS), card_of(session, school, "ZC-2024-00003-2")
    assert [(2, Decimal("336.67")), (1, Decimal("168.33"))] == [(c.quantity, c.cost) for c in (old, new)]
    (piece,) = pieces_of(session, school.id, fresh)
    assert (before[2].id, before[2].tags, before[2].room, 1) == (piece.id, piece.tags, piece.room, piece.position)
    assert ("quantity", "3", "2") in log(session, old)
    assert [DESKS, "课桌椅"] == [new.values["former_no"], new.name]


def test_what_is_split_and_merged_again_is_what_it_was(session: Session, school: School) -> None:
    card = card_of(session, school, DESKS)
    before = pieces_of(session, school.id, card.id)
    first = before[0].id
    fresh = split_card(session, school.id, card.id, [first], "B", revision=card.revision, why=WHY)

    merge(session, school, card_of(session, school, DESKS), card_of(session, school, "B"))

    after = card_of(session, school, DESKS)
    assert (3, Decimal(505)) == (after.quantity, after.cost)
    assert before == pieces_of(session, school.id, card.id)
    assert ((fresh, "B"),) == after.merged


def test_a_merged_card_is_empty_points_on_and_is_not_changed_any_more(session: Session, school: School) -> None:
    split_off(session, school, 1, "B")
    merge(session, school, card_of(session, school, DESKS), card_of(session, school, "B"))
    gone = card_of(session, school, "B")

    with pytest.raises(CardMerged):
        edit_card(session, school.id, gone.id, {"note": "x"}, revision=gone.revision, why=WHY)

    assert (0, Decimal(0), []) == (gone.quantity, gone.cost, pieces_of(session, school.id, gone.id))
    assert card_of(session, school, DESKS).id == gone.merged_into


def test_cards_of_different_things_are_not_merged(session: Session, school: School) -> None:
    desks, shelf = card_of(session, school, DESKS), card_of(session, school, "ZC-2024-00005")

    with pytest.raises(CardsDiffer, match="Asset name"):
        merge(session, school, desks, shelf)


def test_neither_all_pieces_nor_those_of_other_cards_are_split_off(session: Session, school: School) -> None:
    desks, shelf = card_of(session, school, DESKS), card_of(session, school, "ZC-2024-00005")
    (foreign,) = pieces_of(session, school.id, shelf.id)

    with pytest.raises(CannotSplit):
        split_off(session, school, 3)
    with pytest.raises(CannotSplit):
        split_card(session, school.id, desks.id, [foreign.id], "B", revision=desks.revision, why=WHY)


def test_splitting_says_why(session: Session, school: School) -> None:
    desks = card_of(session, school, DESKS)
    pieces = some_pieces(session, school.id, desks.id, "202", 1)

    with pytest.raises(ReasonMissing):
        split_card(session, school.id, desks.id, pieces, "B", revision=desks.revision, why=replace(WHY, reason=""))


def test_a_card_counted_by_number_says_so_in_its_log(session: Session, school: School) -> None:
    desks = card_of(session, school, DESKS)

    count_by_number(session, school.id, desks.id, True, revision=desks.revision, why=WHY)

    assert card_of(session, school, DESKS).by_number
    assert [("by_number", "", "yes")] == log(session, desks)


def test_a_card_entered_by_hand_has_its_pieces_in_the_room(session: Session, school: School) -> None:
    filled = {"name": "电子白板", "asset_no": "ZC-2026-1", "cost": "60000", "acquired": "2026-11-01"}

    asset = enter_card(session, school.id, NewCard(filled, 2, "201", "王老师"), RECEIVED)

    card, pieces = card_of(session, school, "ZC-2026-1"), pieces_of(session, school.id, asset)
    assert (2, Decimal(60000), "") == (card.quantity, card.cost, card.values["department"])
    assert [("201", "王老师", ItemState.IN_USE)] * 2 == [(p.room, p.keeper, p.state) for p in pieces]
    assert [("entered", "", "2")] == log(session, card)


def test_a_card_that_is_sent_twice_is_entered_once(session: Session, school: School) -> None:
    new = NewCard({"name": "电子白板"}, 2)

    first, again = (enter_card(session, school.id, new, RECEIVED) for _ in range(2))

    assert first == again
    assert 2 == len(pieces_of(session, school.id, first))


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        (NewCard({"name": "椅子"}, 0), PiecesOutOfRange),
        (NewCard({"name": "椅子"}, 1, "999"), NotFound),
    ],
)
def test_a_card_that_cannot_be_is_not_entered(
    session: Session, school: School, new: NewCard, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        enter_card(session, school.id, new, RECEIVED)


def test_the_file_of_a_split_register_changes_nothing_in_it(session: Session, school: School) -> None:
    card = card_of(session, school, DESKS)
    first = pieces_of(session, school.id, card.id)[0].id
    split_card(session, school.id, card.id, [first], "B", revision=card.revision, why=WHY)
    split_off(session, school, 1, "C")
    merge(session, school, card_of(session, school, "B"), card_of(session, school, "C"))
    session.flush()

    content = b"".join(register_file(register_rows(session, school.id), set(), Form.XLSX))
    plan = look_at(session, school.id, "register.xlsx", content, Wanted(updates=True, moves=True)).plan

    assert (0, 0, 6, []) == (len(plan.new), len(plan.changed), plan.unchanged, plan.doubts)


def test_the_old_number_of_a_merged_card_leads_to_what_it_became_part_of(session: Session, school: School) -> None:
    whole = card_of(session, school, DESKS)
    split_off(session, school, 1, "B7781")
    split_off(session, school, 1, "C9921")
    merge(session, school, card_of(session, school, "B7781"), card_of(session, school, "C9921"))
    merge(session, school, card_of(session, school, DESKS), card_of(session, school, "B7781"))
    freshen(session)

    found = [ids_of(session, school.id, Listing(number), most=9) for number in ("B7781", "C9921")]

    assert [[whole.id]] * 2 == found


def test_a_file_that_still_has_a_merged_card_neither_changes_it_nor_enters_it_anew(
    session: Session, school: School
) -> None:
    split_off(session, school, 1, "B7781")
    session.flush()
    file = b"".join(register_file(register_rows(session, school.id), set(), Form.CSV))
    merge(session, school, card_of(session, school, DESKS), card_of(session, school, "B7781"))
    session.flush()

    plan = look_at(session, school.id, "register.csv", file, Wanted(updates=True)).plan

    assert ([], ["merged"]) == (plan.new, [doubt.code for doubt in plan.doubts if doubt.code == "merged"])
    assert "B7781" not in [meeting.row.asset_no for meeting in plan.changed]
