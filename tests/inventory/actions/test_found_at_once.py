"""Cards of an import are found by their rows in hand just as if they were read back."""

import pytest
from sqlalchemy import select, update

from inventory.actions.cards.register import FEW
from inventory.store.card_keys import CardKey
from inventory.store.engine import Database
from inventory.store.register import Asset, Item, TagBinding
from inventory.store.search import CardStale, CardText
from inventory.store.search_texts import make_stale
from inventory.store.search_triggers import unwatched
from tests.people import NOW, a_school

HEADS = "asset_no,name,category_code,category_name,department,model,cost,acquired,room,quantity,keeper,user,state,epc"
SAID = (
    "投影仪,A02020400,多功能一体机,总务处,M455,4999.00,2024-02-29,201,1,张敏,李强,在用,3474257BF40000000000162E",
    "课桌椅,,,,,,,202,3,李强,,在用,E28011606000020464A1B2D1 E28011606000020464A1B2D2",
    "书柜,,,教务处,,900.00,,,1,,,出借,",
)


@pytest.mark.parametrize("count", [len(SAID), FEW + 1])
def test_an_import_is_found_as_if_its_cards_were_read_back(database: Database, count: int) -> None:
    lines = [f"ZC-{number:05},{SAID[number % len(SAID)]}" for number in range(count)]
    a_school(database, register="\n".join([HEADS, *lines]))
    entered = found(database)

    with database.write() as session:
        make_stale(session)

    assert entered == found(database)
    assert (count, count) == tuple(map(len, entered[:2]))


def test_what_is_changed_after_an_import_failed_half_way_is_found(database: Database) -> None:
    a_school(database)

    with pytest.raises(RuntimeError), database.write() as session, unwatched(session.connection()):
        raise RuntimeError
    with database.write() as session:
        session.execute(update(Asset).values(name="书柜"))

    with database.read() as session:
        assert all("书书书柜柜柜" in text for text in session.scalars(select(CardText.text)))


def test_what_is_entered_after_a_failure_that_was_got_over_is_found(database: Database) -> None:
    school = a_school(database)

    with database.write() as session:
        with pytest.raises(RuntimeError), unwatched(session.connection()):
            raise RuntimeError
        item = session.scalars(select(Item.id).where(Item.school_id == school.id).limit(1)).one()
        session.add(TagBinding(school_id=school.id, tag="E28011600000000000000FFF", item_id=item, bound_at=NOW))

    with database.read() as session:
        assert session.scalars(select(CardText.asset_id).where(CardText.text.contains("00000fff"))).one()


def found(database: Database) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]], list[CardStale]]:
    """The texts and keys of all cards, and the notes that are left."""
    with database.read() as session:
        texts = select(CardText.asset_id, CardText.number, CardText.text).order_by(CardText.asset_id)
        keys = select(*CardKey.__table__.columns).order_by(CardKey.asset_id)
        said = [[tuple(row) for row in session.execute(each)] for each in (texts, keys)]
        return said[0], said[1], list(session.scalars(select(CardStale)))
