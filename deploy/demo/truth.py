"""Holds what the stock-take found against what is really so."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from deploy.demo.things import School

ROOM_MATTERS = frozenset({"verified", "moved", "unknown tag", "retired but seen"})


def truth_of(school: School) -> Counter[tuple[str, str, str | None]]:
    """(number or tag, finding, room) and how many pieces it is true of; pieces of one card are not told apart."""
    things = ((thing.number, *thing.truth) for thing in school.things)
    strangers = ((tag, "unknown tag", room) for tag, room in school.strangers)
    return Counter([*things, *strangers])


def found_in(findings: Iterable[dict[str, Any]]) -> Counter[tuple[str, str, str | None]]:
    """The same of the service's findings."""
    return Counter(
        (
            finding["asset_no"] or finding["tag"],
            finding["finding"],
            finding["seen_room"] if finding["finding"] in ROOM_MATTERS else None,
        )
        for finding in findings
    )


def differences(school: School, findings: Iterable[dict[str, Any]]) -> list[str]:
    """A line for every finding that should be there and is not, or is there and should not."""
    truth, found = truth_of(school), found_in(findings)
    lacking = [f"should be there: {line}" for line in (truth - found).elements()]
    return lacking + [f"should not be there: {line}" for line in (found - truth).elements()]
