"""When a thing on its way counts as arrived: what its new room hears, against what others hear of it."""

import pytest

from inventory.arrived import Voice, has_arrived

LOUD, QUIET, ONCE, SILENT = Voice(5, -48.0), Voice(9, -64.0), Voice(1, -70.0), Voice(4, None)

# Heard in the new room, in others, does it share a wall with the old one: has it arrived?
CASES = [
    (LOUD, [], False, True),
    (LOUD, [], True, True),
    (QUIET, [], False, True),
    (QUIET, [], True, False),
    (ONCE, [], False, False),
    (Voice(1, -50.0), [], True, True),
    (SILENT, [], False, True),
    (SILENT, [], True, False),
    (QUIET, [LOUD], False, False),
    (LOUD, [QUIET], False, False),
    (Voice(20, -48.0), [QUIET], False, True),
]


@pytest.mark.parametrize(("here", "elsewhere", "next_door", "arrived"), CASES)
def test_a_thing_has_arrived_where_it_is_heard_best_and_not_through_a_wall(
    here: Voice, elsewhere: list[Voice], next_door: bool, arrived: bool
) -> None:
    assert arrived == has_arrived(here, elsewhere, next_door=next_door)
