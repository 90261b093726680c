"""A card whose pieces wear no tags and are counted by its number, held through a whole stock-take."""

from collections import Counter
from datetime import timedelta

import pytest

from inventory.actions.campaign.decisions import decide
from inventory.actions.campaign.standing import standing
from inventory.actions.campaign.stocktakes import complete_room
from inventory.actions.cards.batches import count_by_number
from inventory.actions.counting.by_hand import Hand, Told, count_card
from inventory.actions.tagging.untagged import rooms_to_tag
from inventory.decisions import Choice
from inventory.findings import Kind
from inventory.forms.outcome import proposals
from inventory.forms.values import say
from inventory.ids import StockTakeId, new_id
from inventory.standing import Standing
from inventory.store.engine import Database
from tests.inventory.actions.cards import WHY, card_of
from tests.inventory.actions.decided import close
from tests.people import NOW, School, a_school, a_stocktake

STOOLS = "A-STOOLS"
REGISTER = f"asset_no,name,room,quantity,state\n{STOOLS},凳,201,5,在用\n"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def school(database: Database) -> School:
    """Five stools in room 201, counted by the number of their card."""
    school = a_school(database, register=REGISTER)
    with database.write() as session:
        card = card_of(session, school, STOOLS)
        count_by_number(session, school.id, card.id, True, revision=card.revision, why=WHY)
    return school


@pytest.fixture
def stocktake(database: Database, school: School) -> StockTakeId:
    return a_stocktake(database, school)


def count_four(database: Database, school: School, stocktake: StockTakeId) -> Told:
    with database.write() as session:
        hand = Hand(school.id, stocktake, "201", "Ben", NOW, new_id())
        told = count_card(session, hand, card_of(session, school, STOOLS).id, 4, ())
        complete_room(session, school.id, stocktake, "201", by="Ben", at=LATER)
    return told


def now(database: Database, school: School, stocktake: StockTakeId) -> Standing:
    with database.read() as session:
        return standing(session, school.id, stocktake)


def test_pieces_counted_by_number_are_looked_for_by_eye_and_not_tagged(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    lines = now(database, school, stocktake).lines

    assert [(Kind.UNTAGGED, True)] * 5 == [(line.kind, line.by_number) for line in lines]
    with database.read() as session:
        assert [] == rooms_to_tag(session, school.id)


def test_four_counted_of_five_are_one_short_and_no_label_is_proposed(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    told = count_four(database, school, stocktake)

    lines = now(database, school, stocktake).lines

    assert (4, 5) == (told.ticked, told.booked)
    assert {Kind.VERIFIED: 4, Kind.MISSING: 1} == Counter(line.kind for line in lines)
    assert (say("Find out about {count} that are missing or unknown, and decide.", count=1),) == proposals(lines).said


def test_the_one_that_is_short_becomes_a_pending_loss_and_the_closed_list_still_proposes_no_label(
    database: Database, school: School, stocktake: StockTakeId
) -> None:
    count_four(database, school, stocktake)
    (short,) = (line for line in now(database, school, stocktake).lines if line.kind is Kind.MISSING)
    with database.write() as session:
        decide(session, school.id, stocktake, short, Choice.CONFIRM_SHORTAGE, "找不到", by="Ada", at=LATER)

    close(database, school, stocktake)

    lost = say("Keep {count} that are short as a pending loss, and write them off once approved.", count=1)
    assert (lost,) == proposals(now(database, school, stocktake).lines).said
