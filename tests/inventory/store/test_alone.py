"""Of several processes that use one database only one begins what none may do beside another."""

import pytest

from inventory.store.alone import Deed, alone
from inventory.store.engine import Database


def test_one_process_begins_and_the_next_once_it_is_over(postgresql_url: str) -> None:
    one, other = Database(postgresql_url), Database(postgresql_url)

    with alone(one, Deed.WAIT_FOR_THE_FIRST) as first, alone(other, Deed.WAIT_FOR_THE_FIRST) as second:
        pass
    with alone(other, Deed.WAIT_FOR_THE_FIRST) as later:
        pass

    assert (True, False, True) == (first, second, later)
    one.close()
    other.close()


def test_whoever_dies_keeps_nobody_out(postgresql_url: str) -> None:
    one, other = Database(postgresql_url), Database(postgresql_url)

    with pytest.raises(RuntimeError, match="died"), alone(one, Deed.WAIT_FOR_THE_FIRST):
        raise RuntimeError("died")

    with alone(other, Deed.WAIT_FOR_THE_FIRST) as sole:
        assert sole
    one.close()
    other.close()


def test_with_nobody_beside_it_a_process_is_alone(database: Database) -> None:
    with alone(database, Deed.WAIT_FOR_THE_FIRST) as sole:
        assert sole
