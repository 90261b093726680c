"""Ids made many at once are as good as those made one by one."""

from uuid import UUID, uuid4

from inventory.ids import new_id, new_ids


def test_many_ids_are_in_order_and_none_is_made_twice() -> None:
    ids = new_ids(1_000)

    assert (1_000, ids) == (len(set(ids)), sorted(ids))


def test_each_of_many_ids_is_a_uuid_of_version_seven() -> None:
    ids = [UUID(each) for each in new_ids(1_000)]

    assert {(7, uuid4().variant)} == {(each.version, each.variant) for each in ids}


def test_many_ids_are_of_the_time_they_are_made_at() -> None:
    before, (made,), after = new_id(), new_ids(1), new_id()

    assert before.int >> 80 <= UUID(made).int >> 80 <= after.int >> 80


def test_of_no_ids_none_is_made() -> None:
    assert [] == new_ids(0)
