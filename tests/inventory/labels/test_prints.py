"""What was printed is kept, told on the card, and chosen by."""

from datetime import timedelta

from sqlalchemy import select

from inventory.actions.cards.history import history_of
from inventory.actions.proof.journal import verify
from inventory.actions.tagging.label_prints import keep_print, last_printed, prints, the_print
from inventory.actions.tagging.label_templates import templates
from inventory.actions.tagging.labelled import Wanted, card_of, labelled, wanted_things
from inventory.ids import AssetId
from inventory.labels.layout import Field
from inventory.store.engine import Database
from inventory.store.register import Asset
from tests.people import NOW, a_school


def test_a_print_is_kept_with_its_things_in_order_and_told_on_their_card(database: Database) -> None:
    school = a_school(database).id
    with database.write() as session:
        desks = wanted_things(session, school, Wanted(text="课桌椅"))
        template = templates(session, school)[0]
        keep_print(session, school, template, desks, by="Ada", at=NOW)
        again = keep_print(session, school, template, desks[:0:-1], by="Ada", at=NOW + timedelta(days=1))
    with database.read() as session:
        card = card_of(session, school, desks[0])
        assert card is not None

        assert tuple(desks[:0:-1]) == the_print(session, school, again).items
        assert [2, 3] == [each.labels for each in prints(session, school, limit=10)]
        assert {desks[0]: NOW, desks[1]: NOW + timedelta(days=1)}.items() <= last_printed(
            session, school, desks
        ).items()
        told = [line for line in history_of(session, school, card[0]) if line.what.startswith("label printed")]
        assert [(2, 3), (1, 2, 3)] == [line.items for line in told]
        assert verify(session, school) is None


def test_things_are_chosen_by_card_room_text_and_import_together(database: Database) -> None:
    school = a_school(database).id
    with database.read() as session:
        card = session.scalars(select(Asset).where(Asset.asset_no == "ZC-2024-00003")).one()
        of_card = Wanted(cards=(AssetId(card.id),))

        assert 3 == len(wanted_things(session, school, of_card))
        assert 5 == len(wanted_things(session, school, Wanted(room="202", imported=card.import_id)))
        assert [] == wanted_things(session, school, Wanted(cards=of_card.cards, room="201"))
        assert [] == wanted_things(session, school, Wanted())


def test_a_label_says_what_the_books_say_of_the_thing(database: Database) -> None:
    school = a_school(database).id
    with database.read() as session:
        items = wanted_things(session, school, Wanted(text="课桌椅"))

        _, second, _ = labelled(session, school, items, "http://a/")

    assert ("2 / 3", "202", "李强") == tuple(second.says[f] for f in (Field.PIECE, Field.ROOM, Field.KEEPER))
    assert ("E28011606000020464A1B2D2", f"http://a/things/{items[1]}") == (second.epc, second.address)
