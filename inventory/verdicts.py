"""Findings together with what was decided about them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from inventory.decisions import Decided, fingerprint
from inventory.errors import InventoryError, NotFound
from inventory.judgement import KINDS
from inventory.lines import CHOICES, Lines, as_lines
from inventory.standing import Line


class FindingsChanged(InventoryError):
    """What is to be decided about is not what it was when somebody looked at it."""

    text = "Some of these findings have changed since you looked at them. Look again, then decide."


def subject_of(line: Line) -> str:
    """What a decision is about: the item, or the foreign tag."""
    return line.subject


def named(lines: Iterable[Line], subjects: Iterable[str]) -> list[Line]:
    """The findings of these subjects, each once, in their order. Raises `NotFound`."""
    wanted, found = list(dict.fromkeys(subjects)), as_lines(lines)
    numbers = found.find(wanted)
    for subject, number in zip(wanted, numbers.tolist(), strict=True):
        if number < 0:
            raise NotFound(kind="finding", name=subject)
    return list(found.of(numbers))


def seen_as(lines: Iterable[Line]) -> str:
    """The fingerprint of findings as somebody looks at them now."""
    found = as_lines(lines)
    counted, codes, choices = found.counted, [*found.counted.codes, None], [*CHOICES, None]
    kinds = (KINDS[number] for number in counted.kind.tolist())
    rooms = (codes[number] for number in counted.seen.tolist())
    said = (choices[number] for number in counted.decision.tolist())
    return fingerprint(zip(found.subjects(), kinds, rooms, said, strict=True))


def with_decisions(lines: Iterable[Line], decisions: Mapping[str, Decided]) -> Lines:
    """The findings with what was decided about them, by subject; one made upon another finding is only told."""
    found = as_lines(lines)
    if not decisions:
        return found
    which = found.about(list(decisions))
    return found.told_anew(which, [_with(line, decisions[line.subject]) for line in found.of(which)])


def _with(line: Line, made: Decided) -> Line:
    if not made.holds(line.kind, line.seen_room):
        return replace(line, overtaken=made)
    details = made.details.as_json()
    return replace(line, decision=made.choice.value, reason=made.reason, decided_by=made.by, details=details)
