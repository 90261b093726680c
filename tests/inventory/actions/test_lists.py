"""Lists of other handhelds become walks: once each, room by room, by columns that are said once and remembered."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from inventory.actions.campaign.closing import close_stocktake
from inventory.actions.campaign.judging import findings
from inventory.actions.campaign.standing import standing
from inventory.actions.campaign.stocktakes import StockTakeClosed, complete_room
from inventory.actions.counting.list_counting import Walked, count_list, walks_of
from inventory.actions.counting.lists import ColumnsUnsaid, ListId, Understood, hand_in_list, the_list, understood
from inventory.actions.counting.lists_taken_back import count_list_after_all, take_back_list
from inventory.campaign import Step
from inventory.errors import NotFound
from inventory.exchange.tag_list import Meaning
from inventory.findings import Kind
from inventory.ids import StockTakeId
from inventory.store.engine import Database
from inventory.store.stocktakes import Pass
from tests.inventory.exchange.files import xlsx_file
from tests.people import NOW, School, a_school, a_stocktake

SHANGHAI = ZoneInfo("Asia/Shanghai")
PROJECTOR, COMPUTER, DESK = "3474257BF40000000000162E", "E28011606000020464A1B2C1", "E28011606000020464A1B2D1"


class Ben:
    """Ben, who walks with a handheld of another make and has its files."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.school: School = a_school(database)
        self.stocktake: StockTakeId = a_stocktake(database, self.school)

    def hands_in(self, text: str | bytes, room: str = "201", name: str = "scan.csv") -> ListId:
        content = text.encode() if isinstance(text, str) else text
        with self.database.write() as session:
            return hand_in_list(session, self.school.id, self.stocktake, name, content, room=room, by="Ben", at=NOW)

    def sees(self, handed: ListId) -> Understood:
        with self.database.read() as session:
            return understood(session, the_list(session, self.school.id, self.stocktake, handed), zone=SHANGHAI)

    def counts(self, handed: ListId, *said: Meaning) -> Understood:
        with self.database.read() as session:
            kept = the_list(session, self.school.id, self.stocktake, handed)
            found = understood(session, kept, zone=SHANGHAI, said=said or None)
        with self.database.write() as session:
            count_list(session, self.school.id, self.stocktake, found, by="Ben", at=NOW + timedelta(minutes=5))
        return found

    def takes_back(self, handed: ListId) -> None:
        with self.database.write() as session:
            take_back_list(session, self.school.id, self.stocktake, handed, Step.COUNT, by="Ben", at=NOW)

    def counts_after_all(self, handed: ListId) -> None:
        with self.database.write() as session:
            count_list_after_all(session, self.school.id, self.stocktake, handed, Step.COUNT, by="Ben", at=NOW)

    def states(self, state: str) -> list[str]:
        with self.database.read() as session:
            rooms = standing(session, self.school.id, self.stocktake).rooms
        return [room.code for room in rooms if room.state == state]

    def walks(self, handed: ListId) -> tuple[Walked, ...]:
        with self.database.read() as session:
            return walks_of(session, the_list(session, self.school.id, self.stocktake, handed))

    def kinds(self) -> dict[str, set[Kind]]:
        with self.database.read() as session:
            lines = findings(session, self.school.id, self.stocktake)
        return {number: {x.kind for x in lines if x.asset_no == number} for number in {x.asset_no for x in lines}}

    def passes(self) -> int:
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(Pass)) or 0


@pytest.fixture
def ben(database: Database) -> Ben:
    return Ben(database)


def test_a_list_is_counted_as_a_walk_through_its_room(ben: Ben) -> None:
    handed = ben.hands_in(f"EPC,RSSI,Count\n{PROJECTOR},-50,9\n{PROJECTOR.lower()},-60,1\n{COMPUTER},-51,3\n")

    found = ben.counts(handed)

    assert (3, 1) == (found.rows, found.folded)
    assert (Walked("201", 2, 0, (), late=False),) == ben.walks(handed)
    assert {Kind.VERIFIED} == ben.kinds()["ZC-2024-00001"] == ben.kinds()["ZC-2024-00002"]


def test_numbers_of_a_list_are_ticked_and_unknown_ones_kept(ben: Ben) -> None:
    handed = ben.hands_in("条码\nZC-2024-00005\nFS-1\n", "202")

    ben.counts(handed)

    assert (Walked("202", 0, 2, ("FS-1",), late=False),) == ben.walks(handed)
    assert {Kind.VERIFIED} == ben.kinds()["ZC-2024-00005"]


def test_no_scanner_is_called_silent_where_a_list_has_numbers_only(ben: Ben) -> None:
    ben.counts(ben.hands_in("条码\nZC-2024-00005\n", "202"))

    with ben.database.read() as session:
        rooms = standing(session, ben.school.id, ben.stocktake).rooms
    assert [(False, False), (False, True)] == [(room.silent, room.by_hand) for room in rooms]


def test_a_list_that_names_rooms_is_counted_room_by_room_and_strange_rooms_are_told(ben: Ben) -> None:
    lines = f"房间,EPC\n201,{PROJECTOR}\n 202 ,{DESK}\n,{COMPUTER}\n999,{DESK}\n"

    handed = ben.hands_in(lines)
    found = ben.counts(handed)

    assert [("201", 2), ("202", 1)] == [(walk.room, walk.tags) for walk in ben.walks(handed)]
    assert {"999": 1} == found.strange


def test_counting_a_list_again_changes_nothing(ben: Ben) -> None:
    handed = ben.hands_in(f"EPC\n{PROJECTOR}\n")

    ben.counts(handed)
    ben.counts(handed, Meaning.NOTHING)

    assert (1, (Meaning.TAG,)) == (ben.passes(), ben.sees(handed).holds)


def test_the_same_list_for_the_same_room_is_the_list_there_is(ben: Ben) -> None:
    assert ben.hands_in("EPC\nE280\n") == ben.hands_in("EPC\nE280\n", name="renamed.csv")


def test_the_same_list_for_another_room_is_told(ben: Ben) -> None:
    first = ben.hands_in(f"EPC\n{PROJECTOR}\n", "201")

    second = ben.hands_in(f"EPC\n{PROJECTOR}\n", "202")

    assert [(first, "201", "Ben")] == [(twin.id, twin.room, twin.by) for twin in ben.sees(second).twins]


def test_the_same_rows_in_another_kind_of_file_are_told_once_they_are_counted(ben: Ben) -> None:
    workbook = xlsx_file({"1": [["RSSI", "EPC"], [-51.0, COMPUTER], [-50.0, PROJECTOR]]})
    first = ben.hands_in(f"EPC,RSSI\n{PROJECTOR},-50\n{COMPUTER},-51\n")
    ben.counts(first)

    same, other = ben.hands_in(workbook, name="scan.xlsx"), ben.hands_in(f"EPC,RSSI\n{PROJECTOR},-50\n")

    assert [first] == [twin.id for twin in ben.sees(same).twins]
    assert () == ben.sees(other).twins


def test_what_was_said_of_the_columns_is_remembered_for_files_of_their_shape(ben: Ben) -> None:
    said = (Meaning.NOTHING, Meaning.TAG)
    ben.counts(ben.hands_in(f"甲,乙\n{COMPUTER},{PROJECTOR}\n"), *said)

    next_one = ben.sees(ben.hands_in(f"甲,乙\n{COMPUTER},{DESK}\n", "202"))

    assert (True, said) == (next_one.remembered, next_one.holds)


def test_without_a_column_of_tags_or_numbers_nothing_is_counted(ben: Ben) -> None:
    handed = ben.hands_in("甲\n课桌\n")

    with pytest.raises(ColumnsUnsaid):
        ben.counts(handed, Meaning.NOTHING)
    assert 0 == ben.passes()


def test_a_list_handed_in_after_the_close_is_kept_late_and_changes_nothing(ben: Ben) -> None:
    with ben.database.write() as session:
        close_stocktake(session, ben.school.id, ben.stocktake, by="Ada", at=NOW)
    before = ben.kinds()

    handed = ben.hands_in(f"EPC\n{PROJECTOR}\n")
    ben.counts(handed)

    assert [True] == [walk.late for walk in ben.walks(handed)]
    assert before == ben.kinds()


def test_a_list_taken_back_counts_for_nothing_and_who_did_it_is_kept(ben: Ben) -> None:
    before = ben.kinds()
    handed = ben.hands_in(f"EPC\n{PROJECTOR}\n", "202")
    ben.counts(handed)

    ben.takes_back(handed)
    ben.takes_back(handed)

    assert before == ben.kinds()
    assert ("Ben", NOW) == (ben.sees(handed).handed.taken_back_by, ben.sees(handed).handed.taken_back_at)
    assert [] == ben.states("counting")


def test_a_list_counted_after_all_counts_as_before(ben: Ben) -> None:
    handed = ben.hands_in(f"EPC\n{PROJECTOR}\n", "202")
    ben.counts(handed)
    counted = ben.kinds()

    ben.takes_back(handed)
    ben.counts_after_all(handed)

    assert counted == ben.kinds()
    assert ["202"] == ben.states("counting")


def test_a_room_finished_with_a_list_alone_waits_again_when_that_is_taken_back(ben: Ben) -> None:
    handed = ben.hands_in(f"EPC\n{PROJECTOR}\n", "202")
    ben.counts(handed)
    with ben.database.write() as session:
        complete_room(session, ben.school.id, ben.stocktake, "202", by="Ben", at=NOW)

    ben.takes_back(handed)

    assert ["201", "202"] == ben.states("waiting")


def test_a_list_taken_back_is_no_reason_to_ask_when_it_is_handed_in_for_the_right_room(ben: Ben) -> None:
    wrong = ben.hands_in(f"EPC\n{PROJECTOR}\n", "202")
    ben.counts(wrong)
    ben.takes_back(wrong)

    right = ben.hands_in(f"EPC\n{PROJECTOR}\n", "201")

    assert () == ben.sees(right).twins


def test_after_the_close_no_list_is_taken_back(ben: Ben) -> None:
    handed = ben.hands_in(f"EPC\n{PROJECTOR}\n")
    ben.counts(handed)
    with ben.database.write() as session:
        close_stocktake(session, ben.school.id, ben.stocktake, by="Ada", at=NOW)

    with pytest.raises(StockTakeClosed):
        ben.takes_back(handed)


def test_a_list_for_a_room_that_is_not_there_is_refused(ben: Ben) -> None:
    with pytest.raises(NotFound):
        ben.hands_in("EPC\nE280\n", "999")


def test_a_list_of_another_stock_take_is_not_there(ben: Ben) -> None:
    handed = ben.hands_in(f"EPC\n{PROJECTOR}\n")
    ben.stocktake = a_stocktake(ben.database, ben.school, "other")

    with pytest.raises(NotFound):
        ben.counts(handed)
