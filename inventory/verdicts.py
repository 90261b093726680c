"""Findings together with what was decided about them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from inventory.decisions import Decided, fingerprint
from inventory.standing import Line


def subject_of(line: Line) -> str:
    """What a decision is about: the item, or the foreign tag."""
    return line.item.hex if line.item else str(line.tag)


def seen_as(lines: Iterable[Line]) -> str:
    """The fingerprint of findings as somebody looks at them now."""
    return fingerprint((subject_of(line), line.kind, line.seen_room, _said(line)) for line in lines)


def with_decisions(lines: Iterable[Line], decisions: Mapping[str, Decided]) -> tuple[Line, ...]:
    """The findings with what was decided about them, by subject; one made upon another finding is only told."""
    if not decisions:
        return tuple(lines)
    return tuple(_with(line, decisions.get(subject_of(line))) for line in lines)


def _with(line: Line, made: Decided | None) -> Line:
    if made is None:
        return line
    if not made.holds(line.kind, line.seen_room):
        return replace(line, overtaken=made)
    details = made.details.as_json()
    return replace(line, decision=made.choice.value, reason=made.reason, decided_by=made.by, details=details)


def _said(line: Line) -> str | None:
    return line.overtaken.choice.value if line.overtaken else line.decision
