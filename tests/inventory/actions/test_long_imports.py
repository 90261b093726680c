"""A register file of more lines than are held against the register at once."""

from inventory.actions.importing.import_plan import Wanted
from inventory.actions.importing.imports import apply_import, hand_in, look_at
from inventory.store.engine import Database
from inventory.store.parts import AT_ONCE
from tests.people import NOW, a_school

HEADS = ["asset_no,name"]
LINES = [f"A-{number},课桌" for number in range(AT_ONCE + 2)]


def test_every_line_of_a_long_file_is_new_changed_or_alike_once(database: Database) -> None:
    school = a_school(database, register="asset_no,name\nA-0,课桌\n")
    with database.write() as session:
        given = hand_in(session, school.id, "long.csv", text(LINES[:-1]), by="Ada", at=NOW)
        first = apply_import(session, school.id, given.id, by="Ada", at=NOW).plan

    with database.read() as session:
        later = text([*LINES[:-2], "A-5000,书柜", LINES[-1]])
        then = look_at(session, school.id, "long.csv", later, Wanted(updates=True)).plan

    assert (AT_ONCE, 0, 1) == (len(first.new), len(first.changed), first.unchanged)
    assert (["A-5001"], ["A-5000"], AT_ONCE) == (
        [row.asset_no for _, row in then.new],
        [meeting.row.asset_no for meeting in then.changed],
        then.unchanged,
    )


def text(lines: list[str]) -> bytes:
    return "\n".join(HEADS + lines).encode()
