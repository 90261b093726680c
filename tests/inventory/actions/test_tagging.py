"""Tags put on things, rooms and persons, replaced and taken off, with their history."""

from uuid import UUID

import pytest
from sqlalchemy import select

from inventory.actions.campaign.decision_checks import ThingWrittenOff
from inventory.actions.campaign.opening import open_stocktake
from inventory.actions.campaign.revisions import revisions
from inventory.actions.documents.movements import Occasion
from inventory.actions.tagging.binding import (
    ReasonUnsaid,
    TagElsewhere,
    TagOnNothing,
    Wish,
    bearers_now,
    bind_tag,
    spells,
    take_off,
)
from inventory.actions.tagging.labels import Label, relabel
from inventory.actions.tagging.own_epcs import next_epcs, number_things
from inventory.actions.tagging.untagged import next_untagged, rooms_to_tag, untagged_in
from inventory.errors import NotFound
from inventory.ids import ItemId
from inventory.own_epc import own_epc
from inventory.store.engine import Database
from inventory.store.journal import Entry
from inventory.store.places import Room
from inventory.store.register import Asset, Item
from inventory.store.schools import Person
from inventory.store.schools import School as SchoolRow
from inventory.tagging import Bearer, Bears
from inventory.tags import Tag
from tests.people import NOW, School, a_school

FRESH, OTHER = Tag("ABCD00112233445566778899"), Tag("ABCD0011223344556677889A")
PROJECTOR = Tag("3474257BF40000000000162E")


def piece(database: Database, number: str, position: int = 1) -> Bearer:
    """That piece of the card with the number."""
    with database.read() as session:
        its = select(Item.id).join(Asset, Asset.id == Item.asset_id)
        found = session.scalar(its.where(Asset.asset_no == number, Item.position == position))
    assert found is not None
    return Bearer(Bears.ITEM, found)


def bind(database: Database, school: School, wish: Wish) -> None:
    with database.write() as session:
        bind_tag(session, school.id, wish, by="Ada", at=NOW)


def carried(database: Database, school: School, bearer: Bearer) -> set[Tag]:
    """The tags it carries now."""
    with database.read() as session:
        return {spell.tag for spell in spells(session, school.id, bearer=bearer) if spell.until is None}


def test_a_tag_is_bound_with_its_chip_and_who_did_it(database: Database) -> None:
    school = a_school(database)
    cupboard = piece(database, "ZC-2024-00005")

    bind(database, school, Wish(FRESH, cupboard, tid="E2801160"))

    with database.read() as session:
        (spell,) = spells(session, school.id, tag=FRESH)
        entry = session.scalars(select(Entry).where(Entry.subject == cupboard.id)).one()
    assert ("书柜", "E2801160", "Ada", NOW, None) == (
        *(spell.bearer.name, spell.tid, spell.by),
        *(spell.since, spell.until),
    )
    assert ("tag bound", FRESH) == (entry.what, entry.facts["tag"])


def test_rooms_and_persons_bear_tags_too(database: Database) -> None:
    school = a_school(database)
    with database.read() as session:
        room = Bearer(Bears.ROOM, session.scalars(select(Room.id).where(Room.code == "201")).one())
        person = Bearer(Bears.PERSON, session.scalars(select(Person.id).where(Person.name == "张敏")).one())

    bind(database, school, Wish(FRESH, room))
    bind(database, school, Wish(OTHER, person))

    with database.read() as session:
        on = bearers_now(session, school.id, [FRESH, OTHER])
    assert (room, "张敏") == (on[FRESH].bearer, on[OTHER].name)


def test_a_thing_may_carry_several_tags_and_one_bound_again_stays(database: Database) -> None:
    school = a_school(database)
    projector = piece(database, "ZC-2024-00001")

    bind(database, school, Wish(FRESH, projector))
    bind(database, school, Wish(FRESH, projector))

    assert {FRESH, PROJECTOR} == carried(database, school, projector)


def test_a_tag_on_another_thing_is_refused_until_it_is_said_that_it_comes_off_there(database: Database) -> None:
    school = a_school(database)
    cupboard, projector = piece(database, "ZC-2024-00005"), piece(database, "ZC-2024-00001")

    with pytest.raises(TagElsewhere, match="投影仪 ZC-2024-00001"):
        bind(database, school, Wish(PROJECTOR, cupboard))
    bind(database, school, Wish(PROJECTOR, cupboard, away=True, reason="put on the wrong thing"))

    assert ({PROJECTOR}, set()) == (carried(database, school, cupboard), carried(database, school, projector))


def test_a_replaced_tag_stays_in_the_history_with_its_reason(database: Database) -> None:
    school = a_school(database)
    projector = piece(database, "ZC-2024-00001")

    bind(database, school, Wish(FRESH, projector, replaces=PROJECTOR, reason=" label torn "))

    with database.read() as session:
        now, before = spells(session, school.id, bearer=projector)
    assert (FRESH, PROJECTOR) == (now.tag, before.tag)
    assert (NOW, "Ada", "label torn") == (before.until, before.until_by, before.reason)


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (Wish(FRESH, Bearer(Bears.ITEM, UUID(int=1))), NotFound),
        (Wish(FRESH, Bearer(Bears.ROOM, UUID(int=1))), NotFound),
    ],
)
def test_what_is_not_here_bears_no_tag(database: Database, wish: Wish, refusal: type[Exception]) -> None:
    school = a_school(database)

    with pytest.raises(refusal):
        bind(database, school, wish)


def test_no_tag_is_taken_off_without_a_reason_or_where_it_is_not(database: Database) -> None:
    school = a_school(database)
    projector = piece(database, "ZC-2024-00001")

    with pytest.raises(ReasonUnsaid):
        bind(database, school, Wish(FRESH, projector, replaces=PROJECTOR, reason=" "))
    with pytest.raises(TagOnNothing):
        bind(database, school, Wish(FRESH, projector, replaces=OTHER, reason="torn"))
    with pytest.raises(TagOnNothing), database.write() as session:
        take_off(session, school.id, OTHER, reason="torn", by="Ada", at=NOW)

    assert {PROJECTOR} == carried(database, school, projector)


def test_a_thing_written_off_bears_no_new_tag(database: Database) -> None:
    school = a_school(database)
    cupboard = piece(database, "ZC-2024-00005")
    with database.write() as session:
        session.get_one(Item, (school.id, cupboard.id)).state = "retired"

    with pytest.raises(ThingWrittenOff):
        bind(database, school, Wish(FRESH, cupboard))


def test_a_tag_of_a_running_stocktake_makes_its_findings_anew(database: Database) -> None:
    school = a_school(database)
    with database.write() as session:
        stocktake = open_stocktake(session, school.id, name="2026", cutoff=NOW, by="Ada", at=NOW)
        before = revisions(session, school.id, stocktake)

    bind(database, school, Wish(FRESH, piece(database, "ZC-2024-00005")))

    with database.write() as session:
        take_off(session, school.id, FRESH, reason="torn", by="Ada", at=NOW)
        assert before.evidence + 2 == revisions(session, school.id, stocktake).evidence


def test_tags_bound_by_a_document_say_who_bound_them_and_why_they_came_off(database: Database) -> None:
    school = a_school(database)
    item = ItemId(piece(database, "ZC-2024-00001").id)
    with database.write() as session:
        relabel(session, school.id, [Label(item, FRESH, True)], Occasion("found unlabelled", "Ben", NOW))
        relabel(session, school.id, [Label(item, PROJECTOR, False)], Occasion("label torn", "Ben", NOW))

    with database.read() as session:
        now, before = spells(session, school.id, bearer=Bearer(Bears.ITEM, item))
    assert ("Ben", "Ben", "label torn") == (now.by, before.until_by, before.reason)


def test_a_document_does_not_bind_twice_what_somebody_bound_at_the_desk(database: Database) -> None:
    school = a_school(database)
    cupboard = piece(database, "ZC-2024-00005")
    bind(database, school, Wish(FRESH, cupboard))

    with database.write() as session:
        relabel(session, school.id, [Label(ItemId(cupboard.id), FRESH, True)], Occasion("", "Ben", NOW))
        assert 1 == len(spells(session, school.id, tag=FRESH))


def test_what_is_to_be_tagged_is_listed_by_room_until_it_is(database: Database) -> None:
    school = a_school(database)
    cupboard = piece(database, "ZC-2024-00005")

    with database.read() as session:
        before = [(room.code, room.things) for room in rooms_to_tag(session, school.id)]
        (line,) = untagged_in(session, school.id, "202")
        first = next_untagged(session, school.id, "202")
    bind(database, school, Wish(FRESH, cupboard))

    assert ([("202", 1)], "书柜", cupboard.id) == (before, line.name, first)
    with database.read() as session:
        assert [] == rooms_to_tag(session, school.id)


def test_rooms_to_be_tagged_are_listed_some_at_a_time_whether_few_or_many_cards_lack_tags(database: Database) -> None:
    few = a_school(database, register="asset_no,name,room,quantity\nA,椅,201,2\nB,桌,202,1\nC,柜,,1\n")
    loose = "".join(f"{number},凳,{300 + number % 60},1\n" for number in range(1_100))
    many = a_school(database, "Hilltop", register=f"asset_no,name,room,quantity\n{loose}")

    with database.read() as session:
        first, rest = rooms_to_tag(session, few.id, most=2), rooms_to_tag(session, few.id, after="201")
        some = rooms_to_tag(session, many.id, after="301", most=40)

    assert [[("", 1), ("201", 2)], [("202", 1)]] == [
        [(room.code, room.things) for room in page] for page in (first, rest)
    ]
    assert [str(code) for code in range(302, 342)] == [room.code for room in some]
    assert {19, 18} == {room.things for room in some}


def test_the_work_list_goes_on_after_each_thing_in_the_order_of_their_numbers(database: Database) -> None:
    school = a_school(database, register="asset_no,name,room,quantity\nB,桌,201,2\nA,椅,201,1\nC,柜,,1\n")
    with database.read() as session:
        order = [line.item for line in untagged_in(session, school.id, "201")]
        walked = [next_untagged(session, school.id, "201", item) for item in order]
        nowhere = untagged_in(session, school.id, "")

    assert ([*order[1:], None], ["C"]) == (walked, [line.number for line in nowhere])


def test_cards_counted_by_their_number_and_things_that_are_gone_are_not_to_be_tagged(database: Database) -> None:
    school = a_school(database, register="asset_no,name,room,quantity\nA,凳,201,40\nB,柜,201,1\n")
    with database.write() as session:
        session.scalars(select(Asset).where(Asset.asset_no == "A")).one().by_number = True
        session.get_one(Item, (school.id, piece(database, "B").id)).state = "shortage"

    with database.read() as session:
        assert [] == rooms_to_tag(session, school.id)


def test_numbers_of_our_own_are_given_once_each(database: Database) -> None:
    school, hilltop = a_school(database), a_school(database, "Hilltop")

    with database.write() as session:
        given = [*next_epcs(session, school.id, 2), *next_epcs(session, school.id, 1)]
        elsewhere = next_epcs(session, hilltop.id, 1)

    assert [1, 2, 3] == [own.serial for tag in given if (own := own_epc(tag))]
    assert elsewhere[0] not in given


def test_after_an_old_backup_no_number_that_is_on_something_is_given_again(database: Database) -> None:
    school = a_school(database)
    with database.write() as session:
        (first,) = next_epcs(session, school.id, 1)
        bind_tag(session, school.id, Wish(first, piece(database, "ZC-2024-00005")), by="Ada", at=NOW)
        session.get_one(SchoolRow, school.id).epcs_given = 0
        session.flush()

        (given,) = next_epcs(session, school.id, 1)

    assert given != first


def test_things_without_a_tag_get_numbers_for_the_printer(database: Database) -> None:
    school = a_school(database)
    cupboard, projector = (ItemId(piece(database, f"ZC-2024-0000{n}").id) for n in (5, 1))

    with database.write() as session:
        numbers = number_things(session, school.id, [cupboard, projector, cupboard], by="Ada", at=NOW)
        again = number_things(session, school.id, [cupboard], by="Ada", at=NOW)

    assert ([cupboard], []) == (list(numbers), list(again))
    assert {numbers[cupboard]} == carried(database, school, Bearer(Bears.ITEM, cupboard))
