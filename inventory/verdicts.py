"""Findings together with what was decided about them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from inventory.decisions import Decided, fingerprint
from inventory.errors import InventoryError, NotFound
from inventory.standing import Line


class FindingsChanged(InventoryError):
    """What is to be decided about is not what it was when somebody looked at it."""

    text = "Some of these findings have changed since you looked at them. Look again, then decide."


def subject_of(line: Line) -> str:
    """What a decision is about: the item, or the foreign tag."""
    return line.item.hex if line.item else str(line.tag)


def named(lines: Iterable[Line], subjects: Iterable[str]) -> list[Line]:
    """The findings of these subjects, each once, in their order. Raises `NotFound`."""
    wanted = dict.fromkeys(subjects)
    found = {subject: line for line in lines if (subject := subject_of(line)) in wanted}
    for subject in wanted:
        if subject not in found:
            raise NotFound(kind="finding", name=subject)
    return [found[subject] for subject in wanted]


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
