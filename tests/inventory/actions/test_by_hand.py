"""Ticking things off by hand: what numbers mean, what a count means, and that nothing is done twice or lost."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from inventory.actions.campaign.closing import close_stocktake
from inventory.actions.campaign.judging import findings
from inventory.actions.campaign.standing import standing
from inventory.actions.campaign.stocktakes import StockTakeClosed
from inventory.actions.counting.by_hand import (
    Hand,
    Outcome,
    Told,
    count_card,
    take_back,
    tick_card,
    tick_texts,
    try_again,
)
from inventory.actions.counting.tick_lines import TickLine, ticks_in_room, unknown_in_room
from inventory.findings import Kind, Note
from inventory.ids import AssetId, ItemId, RoomId, StockTakeId, new_id
from inventory.slips import SlipStatus
from inventory.store.engine import Database
from inventory.store.movements import MovementRow
from inventory.store.places import Room
from inventory.store.register import Asset
from inventory.store.stocktakes import HandTick, Pass
from tests.inventory.actions.slips import asked, status, taken, thing
from tests.people import NOW, School, a_school, a_stocktake

COMPUTER = "ZC-2024-00002"
BOOKCASE, DESKS, CAMERA_TAG = "ZC-2024-00005", "ZC-2024-00003", "E2 80 11 60 60 00 02 04 64 A1 B2 E1"


class Room202:
    """Ben with a list in his hand in room 202: three desks of one card, a camera, and a bookcase without a tag."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.school: School = a_school(database)
        self.stocktake: StockTakeId = a_stocktake(database, self.school)
        self.minutes = 0

    def hand(self, *, by: str = "Ben", submission: UUID | None = None) -> Hand:
        at = NOW + timedelta(minutes=self.minutes)
        return Hand(self.school.id, self.stocktake, "202", by, at, submission or new_id())

    def ticks(self, *texts: str, seen: Collection[ItemId] = (), **hand: object) -> tuple[Told, ...]:
        with self.database.write() as session:
            return tick_texts(session, self.hand(**hand), texts, seen)  # type: ignore[arg-type]  # by, submission

    def counts(self, number: str, count: int, submission: UUID | None = None) -> Told:
        with self.database.write() as session:
            return count_card(session, self.hand(submission=submission), self.card(session, number), count, ())

    def takes_back(self, *lines: TickLine) -> None:
        for line in lines:
            with self.database.write() as session:
                take_back(session, self.hand(), line.id)

    def card(self, session: Session, number: str) -> AssetId:
        of_it = (Asset.school_id == self.school.id, Asset.asset_no == number)
        return AssetId(session.scalars(select(Asset.id).where(*of_it)).one())

    def standing(self) -> list[str]:
        return [line.asset_no or line.text for line in self.lines()]

    def lines(self) -> tuple[TickLine, ...]:
        with self.database.read() as session:
            where = (Room.school_id == self.school.id, Room.code == "202")
            room = RoomId(session.scalars(select(Room.id).where(*where)).one())
            return ticks_in_room(session, self.school.id, self.stocktake, room)

    def count(self, table: type[HandTick | Pass]) -> int:
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def room(database: Database) -> Room202:
    return Room202(database)


def test_a_room_ticked_by_hand_is_counted_by_hand_and_not_walked(room: Room202) -> None:
    room.ticks(BOOKCASE)

    with room.database.read() as session:
        now = standing(session, room.school.id, room.stocktake)
    assert [("201", 0, False), ("202", 0, True)] == [(each.code, each.passes, each.by_hand) for each in now.rooms]
    assert (0, 1) == (now.campaign.passes, now.campaign.by_hand)


def test_a_number_ticks_its_thing_and_the_finding_says_it_was_seen_by_hand(room: Room202) -> None:
    told = room.ticks(BOOKCASE)

    assert [(Outcome.TICKED, "书柜", "", 1, 1)] == [(t.outcome, t.name, t.home, t.ticked, t.booked) for t in told]
    with room.database.read() as session:
        lines = findings(session, room.school.id, room.stocktake)
    assert [(Kind.VERIFIED, (Note.SEEN_BY_HAND,))] == [(x.kind, x.notes) for x in lines if x.asset_no == BOOKCASE]


def test_a_tag_number_in_any_spelling_ticks_the_thing_that_wears_it(room: Room202) -> None:
    (told,) = room.ticks(CAMERA_TAG)

    assert (Outcome.TICKED, "ZC-2024-00004") == (told.outcome, told.asset_no)


def test_a_thing_of_another_room_is_ticked_here_and_its_own_room_is_told(room: Room202) -> None:
    (told,) = room.ticks("zc-2024-00002")

    assert (Outcome.TICKED, "台式计算机", "201") == (told.outcome, told.name, told.home)


def test_a_thing_ticked_before_is_not_ticked_twice(room: Room202) -> None:
    room.ticks(BOOKCASE)

    (again,) = room.ticks(BOOKCASE, by="Cy")

    assert (Outcome.AGAIN, 1) == (again.outcome, room.count(HandTick))


def test_every_scan_of_a_card_of_three_means_one_more_piece(room: Room202) -> None:
    told = room.ticks(DESKS, DESKS, DESKS, DESKS)

    assert [1, 2, 3, 3] == [t.ticked for t in told]
    assert (Outcome.AGAIN, 3) == (told[-1].outcome, room.count(HandTick))


def test_pieces_the_scanner_heard_need_no_tick(room: Room202) -> None:
    with room.database.read() as session:
        desks = [x.item for x in findings(session, room.school.id, room.stocktake) if x.asset_no == DESKS]
    heard = [item for item in desks[:2] if item]

    room.ticks(DESKS, seen=heard)

    assert [desks[2]] == [line.item for line in room.lines()]


def test_what_is_sent_twice_is_stored_once(room: Room202) -> None:
    mark = new_id()

    first, again = room.ticks(DESKS, "?", submission=mark), room.ticks(DESKS, "?", submission=mark)

    assert [t.outcome for t in first] == [t.outcome for t in again] == [Outcome.TICKED, Outcome.UNKNOWN]
    assert 2 == room.count(HandTick)


def test_a_tick_that_was_taken_back_and_is_sent_again_is_told_the_same_and_stays_taken_back(room: Room202) -> None:
    mark = new_id()
    first = room.ticks(DESKS, BOOKCASE, "?", submission=mark)
    room.takes_back(*room.lines())

    again = room.ticks(DESKS, BOOKCASE, "?", submission=mark)

    assert first == again
    assert [] == room.standing()


def test_a_count_sent_again_changes_nothing_whatever_came_between(room: Room202) -> None:
    mark = new_id()
    first = room.counts(DESKS, 2, submission=mark)
    room.takes_back(room.lines()[0])

    again = room.counts(DESKS, 2, submission=mark)

    assert (first, [DESKS]) == (again, room.standing())


def test_a_count_that_took_ticks_back_takes_none_back_when_it_is_sent_again(room: Room202) -> None:
    mark = new_id()
    room.counts(DESKS, 2)
    room.counts(DESKS, 1, submission=mark)
    room.counts(DESKS, 3)

    room.counts(DESKS, 1, submission=mark)

    assert [DESKS] * 3 == room.standing()


def test_a_tick_that_is_taken_back_does_not_count_and_is_not_deleted(room: Room202) -> None:
    room.ticks(BOOKCASE)
    (line,) = room.lines()

    for _ in range(2):
        with room.database.write() as session:
            take_back(session, room.hand(), line.id)

    assert ([], 2) == (room.standing(), room.count(HandTick))
    with room.database.read() as session:
        lines = findings(session, room.school.id, room.stocktake)
    assert [Kind.UNTAGGED] == [x.kind for x in lines if x.asset_no == BOOKCASE]


def test_what_was_taken_back_can_be_ticked_again(room: Room202) -> None:
    room.ticks(BOOKCASE)
    with room.database.write() as session:
        take_back(session, room.hand(), room.lines()[0].id)

    room.ticks(BOOKCASE)

    assert [BOOKCASE] == room.standing()


@pytest.mark.parametrize(("counts", "standing"), [([2], 2), ([3, 1], 1), ([1, 2], 2), ([0], 0), ([2, 2], 2)])
def test_a_count_ticks_or_takes_back_until_so_many_stand(room: Room202, counts: list[int], standing: int) -> None:
    told = [room.counts(DESKS, count) for count in counts][-1]

    assert (standing, 3, 0) == (told.ticked, told.booked, told.beyond)
    assert [DESKS] * standing == room.standing()


def test_more_than_the_books_know_is_said_and_not_made_up(room: Room202) -> None:
    told = room.counts(DESKS, 5)

    assert (3, 2) == (told.ticked, told.beyond)


def test_one_more_piece_of_a_card_is_ticked_by_its_button(room: Room202) -> None:
    with room.database.write() as session:
        told = tick_card(session, room.hand(), room.card(session, DESKS), ())

    assert (Outcome.TICKED, 1, 3) == (told.outcome, told.ticked, told.booked)


def test_a_thing_on_its_way_to_the_room_it_is_ticked_in_has_arrived(room: Room202) -> None:
    with room.database.write() as session:
        slip = asked(session, room.school, "transfer", thing(session, room.school, COMPUTER))
        taken(session, room.school, slip, "send")

    room.ticks(COMPUTER)

    with room.database.read() as session:
        assert SlipStatus.DONE == status(session, room.school, slip)
        assert ["Ben (by hand)"] == list(session.scalars(select(MovementRow.made_by).where(MovementRow.part == 2)))


def test_who_sent_a_thing_off_does_not_confirm_by_a_tick_that_it_arrived(room: Room202) -> None:
    with room.database.write() as session:
        slip = asked(session, room.school, "transfer", thing(session, room.school, COMPUTER))
        taken(session, room.school, slip, "send")
        session.execute(update(MovementRow).where(MovementRow.part == 1).values(made_by="Ben"))

    room.ticks(COMPUTER)

    with room.database.read() as session:
        assert SlipStatus.UNDER_WAY == status(session, room.school, slip)


def test_a_number_nobody_knows_is_kept_once_and_offered_when_it_means_something(room: Room202) -> None:
    room.ticks("FS-77")
    room.ticks("FS-77")
    with room.database.write() as session:
        session.get_one(Asset, (room.school.id, room.card(session, BOOKCASE))).fiscal_no = "FS-77"

    with room.database.write() as session:
        (unknown,) = unknown_in_room(session, room.school.id, room.stocktake, room.lines())
        (told,) = try_again(session, room.hand(), unknown.id, ())

    assert (True, Outcome.TICKED) == (unknown.known_now, told.outcome)
    assert [BOOKCASE] == room.standing()


def test_a_persons_ticks_are_one_walk_until_he_pauses_and_another_persons_another(room: Room202) -> None:
    room.ticks(BOOKCASE)
    room.minutes = 90
    room.ticks(DESKS)
    room.ticks(DESKS, by="Cy")
    assert 2 == room.count(Pass)

    room.minutes = 300
    room.ticks(DESKS)

    assert 3 == room.count(Pass)


def test_nothing_is_ticked_in_a_closed_stock_take(room: Room202) -> None:
    with room.database.write() as session:
        close_stocktake(session, room.school.id, room.stocktake, by="Ada", at=NOW)

    with pytest.raises(StockTakeClosed):
        room.ticks(BOOKCASE)
    assert 0 == room.count(HandTick)
