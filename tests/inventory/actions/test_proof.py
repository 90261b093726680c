"""The proof: whatever is changed behind the program's back is found and named; whatever the program does holds."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from inventory.access import Role
from inventory.actions.campaign.closing import reopen_stocktake
from inventory.actions.cards.rooms import import_rooms
from inventory.actions.documents.approving import sign
from inventory.actions.documents.cancelling import step_back
from inventory.actions.documents.movements import move
from inventory.actions.documents.routes import add_route
from inventory.actions.documents.writing import Draft, write
from inventory.actions.importing.import_undo import undo_import
from inventory.actions.importing.imports import apply_import, hand_in, list_imports
from inventory.actions.proof.journal import record
from inventory.actions.proof.proving import Proof, prove
from inventory.approvals import Level, Route, Signer
from inventory.decisions import Choice
from inventory.details import Details
from inventory.exchange.rooms_file import RoomRow
from inventory.ids import new_id
from inventory.movements import MovementKind
from inventory.store.engine import Database
from tests.inventory.actions.decided import STRANGER, a_counted_school, close, decide_on
from tests.inventory.actions.slips import BY_ADA, MANAGER, asked, room, taken, thing
from tests.people import NOW, School, a_school
from tests.people import REGISTER as FIRST_FILE

UNBROKEN = Proof("", 1)
HEAD = Signer("head", Role.ADMIN)


def proof_of(database: Database, school: School) -> Proof:
    with database.read() as session:
        return prove(session, school.id)


def a_school_with_documents(database: Database) -> School:
    """A projector was on loan and is back, by a document that was signed; a computer was moved at once."""
    school = a_school(database)
    with database.write() as session:
        levels = (Level("Head", role=Role.ADMIN),)
        add_route(session, school.id, Route("loan", Decimal(0), (), date(2026, 1, 1), None, levels), by="Ada", at=NOW)
        slip = asked(session, school, "loan", thing(session, school), purpose="film")
        sign(session, school.id, slip, 0, approved=True, signer=HEAD, reason="", at=NOW)
        taken(session, school, slip, "lend")
        taken(session, school, slip, "return", condition="good")
        computer = thing(session, school, "ZC-2024-00002")
        move(session, school.id, MovementKind.TRANSFER, [computer], BY_ADA, room=room(session, school, "202"))
    return school


NAMED = {
    "@LOAN": "(SELECT id FROM movement WHERE stage = 'lend')",
    "@ROOM": "(SELECT id FROM room WHERE code = '202')",
    "@PROJECTOR": "(SELECT item.id FROM item JOIN asset ON asset.id = asset_id WHERE asset_no = 'ZC-2024-00001')",
    "@CHAIRS": "(SELECT id FROM asset WHERE asset_no = 'ZC-2024-00003')",
}
"""What stands in the statements for rows of the school."""

TAMPERINGS = [
    ("UPDATE journal SET reason = 'x' WHERE number = 9", "the log breaks at entry 9: what it says was changed"),
    ("UPDATE movement SET reason = 'x' WHERE stage = 'lend'", "2026-loan-0001/1 was changed after it was written"),
    ("UPDATE movement SET fields = '{}' WHERE stage = 'return'", "document 2026-loan-0001/2 was changed"),
    ("UPDATE movement SET made_by = 'Ben' WHERE kind = 'transfer'", "document 2026-transfer-0001 was changed"),
    ("UPDATE movement_line SET to_room_id = @ROOM WHERE movement_id = @LOAN", "2026-loan-0001/1 was changed"),
    ("DELETE FROM movement_line WHERE movement_id = @LOAN", "document 2026-loan-0001/1 was changed"),
    ("UPDATE movement SET number = 7 WHERE kind = 'transfer'", "document 2026-transfer-0007 was changed"),
    (
        "DELETE FROM movement_line WHERE movement_id IN (SELECT id FROM movement WHERE kind = 'transfer');"
        "DELETE FROM movement WHERE kind = 'transfer'",
        "what entry 14 of the log tells of is gone",
    ),
    ("UPDATE slip SET fields = '{}'", "what was asked for by 2026-loan-0001 was changed"),
    (
        "UPDATE slip SET status = 'ready'",
        "2026-loan-0001 stands as “ready”, but signatures, steps and log make it “done”",
    ),
    ("UPDATE slip SET due_on = '2030-01-01'", "what was asked for by 2026-loan-0001 was changed"),
    ("UPDATE slip_signature SET by = 'Ada'", "signature 1 of Ada was changed"),
    ("DELETE FROM slip_signature", "what entry 11 of the log tells of is gone"),
    ("UPDATE item SET state = 'idle' WHERE id = @PROJECTOR", "piece 1 of ZC-2024-00001 (投影仪): document"),
    ("UPDATE item SET room_id = @ROOM WHERE id = @PROJECTOR", "but the register has it in room 202"),
    ("UPDATE item SET removed_on = '2020-01-01' WHERE id = @PROJECTOR", "the pieces are not those the log tells of"),
    ("UPDATE item SET state = 'idle' WHERE asset_id = @CHAIRS", "pieces that came with the file register.csv"),
    ("UPDATE asset SET cost = 1 WHERE asset_no = 'ZC-2024-00001'", "the cards are not those the log tells of"),
    ("UPDATE asset SET name = 'x' WHERE id = @CHAIRS", "the cards are not those the log tells of"),
    ("UPDATE tag_binding SET tag = 'E28011606000020464A1FFFF' WHERE item_id = @PROJECTOR", "the tags on things"),
    ("UPDATE person SET name = '王芳' WHERE name = '张敏'", "the people are not those the log tells of"),
    ("UPDATE room SET name = 'x'", "the rooms are not those the log tells of"),
    ("UPDATE access_token SET role = 'admin' WHERE role = 'viewer'", "a token was changed, put in or taken out"),
    ("UPDATE approval_route SET worth = 100000", "an approval route was changed, put in or taken out"),
    ("DELETE FROM approval_route", "an approval route was changed, put in or taken out"),
    ("UPDATE register_import SET filename = 'x'", "a register file was changed, put in or taken out"),
    (
        "DELETE FROM tag_binding WHERE item_id IN (SELECT id FROM item WHERE asset_id = @CHAIRS);"
        "DELETE FROM item WHERE asset_id = @CHAIRS AND position = 2",
        "pieces that came with the file register.csv",
    ),
]


@pytest.fixture(scope="module")
def tampered_with(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, School]:
    """A database file with documents, for whoever wants to change it."""
    file = tmp_path_factory.mktemp("proof") / "rollcall.db"
    shutil.copy(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    school = a_school_with_documents(database)
    database.close()
    return file, school


@pytest.fixture
def copied(tampered_with: tuple[Path, School], tmp_path: Path) -> Iterator[tuple[Database, School]]:
    """A copy of that file, open."""
    file, school = tampered_with
    shutil.copy(file, tmp_path / "rollcall.db")
    database = Database(f"sqlite:///{tmp_path / 'rollcall.db'}")
    yield database, school
    database.close()


@pytest.mark.parametrize(("statements", "said"), TAMPERINGS)
def test_what_was_changed_in_the_file_is_found_and_named(
    copied: tuple[Database, School], statements: str, said: str
) -> None:
    database, school = copied
    with database.write() as session:
        for name, row in NAMED.items():
            statements = statements.replace(name, row)
        for statement in statements.split(";"):
            session.execute(text(statement))

    assert said in proof_of(database, school).broken


def test_what_the_program_does_holds(database: Database) -> None:
    school = a_school_with_documents(database)

    assert proof_of(database, school) == UNBROKEN


def test_a_forged_status_is_found_where_signatures_are_missing(copied: tuple[Database, School]) -> None:
    database, school = copied
    with database.write() as session:
        slip = asked(session, school, "loan", thing(session, school, "ZC-2024-00002"))
        session.execute(text("UPDATE slip SET status = 'ready' WHERE number = 2"))
        taken(session, school, slip, "lend")

    assert "2026-loan-0002 stands as approved, but signatures are missing" == proof_of(database, school).broken


def test_a_room_that_was_handed_over_is_sealed(copied: tuple[Database, School]) -> None:
    database, school = copied
    with database.write() as session:
        kept = [RoomRow(1, code, "", "", None, None, "李强") for code in ("201", "202")]
        import_rooms(session, school.id, kept, by="Ada", at=NOW)
        desks = [thing(session, school, "ZC-2024-00003")]
        draft = Draft("handover", desks, person="周敏", rooms=True, at_once=True)
        write(session, school.id, draft, BY_ADA, MANAGER)
    assert UNBROKEN == proof_of(database, school)
    with database.write() as session:
        session.execute(text("UPDATE movement_room SET to_keeper_id = from_keeper_id"))

    assert "a room that was handed over was changed" in proof_of(database, school).broken


def test_steps_taken_back_and_stock_takes_opened_again_hold(database: Database) -> None:
    school, stocktake = a_counted_school(database)
    decide_on(database, school, stocktake, "A-COMPUTER", Choice.TRANSFER)
    decide_on(database, school, stocktake, "A-CAMERA", Choice.CONFIRM_SHORTAGE)
    decide_on(database, school, stocktake, STRANGER, Choice.REGISTER, Details(name="麦克风", category="2240500"))
    close(database, school, stocktake)
    with database.write() as session:
        reopen_stocktake(session, school.id, stocktake, "forgot one", by="Ada", at=NOW)
    close(database, school, stocktake)
    with database.write() as session:
        slip = asked(session, school, "transfer", thing(session, school, "A-SHELF"))
        taken(session, school, slip, "send")
        step_back(session, school.id, slip, BY_ADA)

    assert proof_of(database, school) == UNBROKEN


def test_files_handed_in_changed_and_taken_back_hold(database: Database) -> None:
    school = a_school(database)
    more = FIRST_FILE.splitlines()[0] + "\nZC-2025-00001,电视,201,2,3000.00,张敏,在用,\n"
    with database.write() as session:
        preview = hand_in(session, school.id, "more.csv", more.encode(), by="Ada", at=NOW)
        session.flush()
        apply_import(session, school.id, preview.id, by="Ada", at=NOW)
        undo_import(session, school.id, list_imports(session, school.id)[0].id, by="Ada", at=NOW, zone=UTC)
        apply_import(session, school.id, preview.id, by="Ada", at=NOW)

    assert proof_of(database, school) == UNBROKEN


def test_what_an_earlier_version_wrote_is_told_not_taken_for_broken(database: Database) -> None:
    school = a_school(database)
    with database.write() as session:
        record(session, school.id, at=NOW, by="Ada", what="register imported", subject=new_id(), facts={"new": "1"})

    proof = proof_of(database, school)

    assert ("", 10) == (proof.broken, proof.since)
