"""The code of a label, scanned into a field, means just its thing."""

from uuid import UUID

import pytest
from sqlalchemy import update

from inventory.actions.counting.meanings import meanings
from inventory.actions.tagging.labelled import Wanted, wanted_things
from inventory.scanned import scan
from inventory.store.engine import Database
from inventory.store.register import Item
from tests.people import a_school, a_stocktake

THING = "0192f0c1-2b3c-7d4e-8f5a-6b7c8d9e0f1a"


@pytest.mark.parametrize("address", [f"http://192.168.1.20:8000/things/{THING}", f"]Q1HTTPS://A.B/things/{THING}/"])
def test_the_address_on_a_label_names_its_thing(address: str) -> None:
    assert UUID(THING) == scan(address).thing


@pytest.mark.parametrize(
    "text", [THING, f"http://a/assets/{THING}", f"http://a/things/{THING}x", "http://a/things/1", "ZC-2024-00001"]
)
def test_other_texts_name_no_thing(text: str) -> None:
    assert scan(text).thing is None


def test_a_scanned_label_means_just_that_piece_of_its_card(database: Database) -> None:
    school = a_school(database)
    stocktake = a_stocktake(database, school)
    with database.read() as session:
        _, second, _ = wanted_things(session, school.id, Wanted(text="课桌椅"))
        address = f"http://a/things/{second}"

        meaning = meanings(session, school.id, stocktake, [scan(address), scan("ZC-2024-00003")])

    assert ([second], True) == ([piece.item for piece in meaning[address].pieces], meaning[address].certain)
    assert (3, False) == (len(meaning["ZC-2024-00003"].pieces), meaning["ZC-2024-00003"].certain)


def test_a_number_of_a_piece_means_just_that_piece(database: Database) -> None:
    school = a_school(database)
    with database.write() as session:
        _, second, _ = wanted_things(session, school.id, Wanted(text="课桌椅"))
        session.execute(update(Item).where(Item.id == second).values(number="KZ-002"))
    stocktake = a_stocktake(database, school)
    with database.read() as session:
        meaning = meanings(session, school.id, stocktake, [scan("kz-002")])

    assert [second] == [piece.item for piece in meaning["kz-002"].pieces]
