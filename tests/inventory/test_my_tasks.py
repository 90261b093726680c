"""Whose task it is: every role and every stage in one table, and what nobody may ever be asked for."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from inventory.access import Role
from inventory.approvals import Delegation, Level, Signer
from inventory.ids import SlipId
from inventory.kinds import KINDS
from inventory.my_tasks import Me, Waiting, Want, duties, pressing

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
TODAY = NOW.date()
LI, ZHANG = UUID(int=1), UUID(int=2)

HEAD = Level("总务主任", role=Role.MANAGER)
ASKED = Waiting(SlipId(UUID(int=9)), KINDS["transfer"], "Ada", NOW, HEAD)
TO_SEND = replace(ASKED, level=None, receiver=LI, taken={0: (2, NOW)})
ON_ITS_WAY = replace(TO_SEND, taken={1: (2, NOW)})
LENT = replace(TO_SEND, kind=KINDS["loan"], person=LI, due_on=TODAY + timedelta(days=1), taken={1: (1, NOW)})
LATE = replace(LENT, due_on=TODAY - timedelta(days=1))


def me(role: Role, person: UUID | None = None, account: str = "Ben") -> Me:
    return Me(Signer(account, role), person)


TABLE = [
    (ASKED, me(Role.VIEWER), None),
    (ASKED, me(Role.COUNTER), None),
    (ASKED, me(Role.MANAGER), Want.APPROVE),
    (ASKED, me(Role.ADMIN), Want.APPROVE),
    (ASKED, me(Role.MANAGER, account="Ada"), None),
    (TO_SEND, me(Role.VIEWER), None),
    (TO_SEND, me(Role.COUNTER), Want.CARRY_OUT),
    (TO_SEND, me(Role.COUNTER, LI), Want.CARRY_OUT),
    (ON_ITS_WAY, me(Role.VIEWER, LI), Want.CONFIRM),
    (ON_ITS_WAY, me(Role.COUNTER, LI), Want.CONFIRM),
    (ON_ITS_WAY, me(Role.COUNTER, ZHANG), None),
    (ON_ITS_WAY, me(Role.COUNTER), None),
    (ON_ITS_WAY, me(Role.MANAGER), Want.CARRY_OUT),
    (LENT, me(Role.VIEWER, LI), Want.BRING_BACK),
    (LENT, me(Role.MANAGER), None),
    (LATE, me(Role.COUNTER, LI), Want.BRING_BACK),
    (LATE, me(Role.COUNTER, ZHANG), None),
    (LATE, me(Role.COUNTER, account="Ada"), Want.OVERDUE),
    (LATE, me(Role.MANAGER), Want.OVERDUE),
]


@pytest.mark.parametrize(("slip", "who", "want"), TABLE)
def test_each_sees_what_is_theirs_and_nothing_else(slip: Waiting, who: Me, want: Want | None) -> None:
    found = [duty.want for duty in duties([slip], who, TODAY)]

    assert found == ([want] if want else [])


@pytest.mark.parametrize(("first", "last", "signs"), [(-1, 1, True), (0, 0, True), (1, 2, False), (-2, -1, False)])
def test_who_signs_for_somebody_sees_it_on_those_days_alone(first: int, last: int, signs: bool) -> None:
    days = date.fromordinal(TODAY.toordinal() + first), date.fromordinal(TODAY.toordinal() + last)
    deputy = replace(me(Role.VIEWER), delegations=[Delegation(Signer("Cy", Role.MANAGER), "Ben", *days)])

    found = duties([ASKED], deputy, TODAY)

    assert [duty.name for duty in found] == (["Cy"] if signs else [])


def test_things_that_are_differently_far_are_tasks_of_their_own() -> None:
    half = replace(TO_SEND, taken={0: (3, NOW), 1: (2, NOW), 2: (1, NOW)})

    found = duties([half], me(Role.MANAGER), TODAY)

    assert [(duty.step, duty.things) for duty in found] == [("Send off", 3), ("Confirm arrival", 2)]


def test_signatures_come_first_and_what_waits_the_longest_before_the_rest() -> None:
    older = replace(TO_SEND, taken={0: (1, NOW - timedelta(days=3))})

    found = duties([TO_SEND, older, ASKED], me(Role.MANAGER), TODAY)

    assert [duty.want for duty in found] == [Want.APPROVE, Want.CARRY_OUT, Want.CARRY_OUT]
    assert found[1].since < found[2].since
    assert pressing(found) == 3
