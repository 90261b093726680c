"""Long lists of values for a statement."""

from sqlalchemy import select

from inventory.ids import new_id
from inventory.store.engine import Database
from inventory.store.parts import AT_ONCE, among, in_parts
from inventory.store.register import Asset
from tests.people import a_school

ODD = "A-\"1'\\，卡"


def test_a_list_as_one_value_finds_ids_and_texts_however_odd(database: Database) -> None:
    a_school(database, register=f'asset_no,name\n"{ODD.replace(chr(34), chr(34) * 2)}",投影仪\nA-2,书柜\n')

    with database.read() as session:
        found = session.scalar(select(Asset.id).where(among(session, Asset.asset_no, [ODD, "A-3"])))
        names = session.scalars(select(Asset.name).where(among(session, Asset.id, [new_id(), found])))

        assert ["投影仪"] == names.all()
        assert [] == session.scalars(select(Asset.id).where(among(session, Asset.id, []))).all()


def test_parts_are_the_whole() -> None:
    values = range(2 * AT_ONCE + 1)

    parts = list(in_parts(values))

    assert [AT_ONCE, AT_ONCE, 1] == [len(part) for part in parts]
    assert [*values] == [value for part in parts for value in part]
