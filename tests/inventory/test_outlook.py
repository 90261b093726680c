"""What closing would do, said beforehand."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from inventory.decisions import Choice
from inventory.details import Details
from inventory.findings import Kind
from inventory.outlook import Outlook, outlook
from inventory.standing import Line
from tests.service.pages.made_up import made_up

LINES = {line.kind: line for line in made_up().lines}
NOTHING = Outlook({}, 0, 0, 0, 0, {}, {}, 0, 0)


def decided(kind: Kind, choice: Choice, **details: str) -> Line:
    return replace(LINES[kind], decision=choice.value, reason="seen to", details=Details(**details).as_json())  # type: ignore[arg-type]  # texts all


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([LINES[Kind.VERIFIED], LINES[Kind.ACCOUNTED]], NOTHING),
        ([LINES[Kind.MISSING]], replace(NOTHING, undecided={Kind.MISSING: 1})),
        ([decided(Kind.MOVED, Choice.TRANSFER, room="101")], replace(NOTHING, moved={"101": 1})),
        ([decided(Kind.MISSING, Choice.CONFIRM_SHORTAGE)], replace(NOTHING, short=1)),
        ([decided(Kind.RETIRED_BUT_SEEN, Choice.FOUND_AGAIN)], replace(NOTHING, found_again=1)),
        ([decided(Kind.UNKNOWN_TAG, Choice.REGISTER, name="饮水机")], replace(NOTHING, entered=1)),
        ([decided(Kind.MOVED, Choice.BRING_BACK)], replace(NOTHING, unbooked={Choice.BRING_BACK: 1})),
    ],
)
def test_each_decision_is_told_as_what_it_does(lines: Sequence[Line], said: Outlook) -> None:
    assert said == outlook(lines)


def test_only_what_somebody_has_read_is_marked_as_read() -> None:
    before, after = outlook([LINES[Kind.MISSING]]), outlook([decided(Kind.MISSING, Choice.CONFIRM_SHORTAGE)])

    assert before.mark == outlook([LINES[Kind.MISSING]]).mark != after.mark
    assert (False, True) == (before.changes, after.changes)
