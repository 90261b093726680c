"""`rollcall search rebuild`: what cards are found by is made anew."""

from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from inventory.store.engine import Database
from inventory.store.search import CardText
from tests.service.cli.running import Rollcall

pytestmark = pytest.mark.both_databases


def test_a_damaged_search_is_made_anew(rollcall: Rollcall, database: Database, tmp_path: Path) -> None:
    rollcall("school", "create", "Riverside")
    register = tmp_path / "register.csv"
    register.write_text("asset_no,name\nA-1,piano\nA-2,desk\n")
    rollcall("register", "import", str(register))
    with database.write() as session:
        session.execute(update(CardText).values(text="damaged"))

    rebuilt = rollcall("search", "rebuild")

    with database.read() as session:
        damaged = select(func.count()).select_from(CardText).where(CardText.text == "damaged")
        assert 0 == session.scalar(damaged)
    assert "Cards to be found: 2." == rebuilt.stdout.strip()
