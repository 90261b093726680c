"""What people have to do because of decisions: bring things back, look for them again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inventory.decisions import Choice
from inventory.details import Details, details_from_json
from inventory.findings import Kind
from inventory.standing import Line

ERRANDS = (Choice.BRING_BACK, Choice.LOOK_AGAIN)

_DONE = frozenset({Kind.VERIFIED, Kind.ACCOUNTED})


@dataclass(frozen=True, slots=True)
class Task:
    """One errand: what is to be done about the line, by whom ("" where nobody is named), until when, and why.

    It is `done` when the thing was found in its room since; withdrawing the decision takes it off the list.
    """

    choice: Choice
    line: Line
    person: str
    due: date | None
    reason: str
    done: bool

    def overdue(self, today: date) -> bool:
        """Whether it should have been done before today."""
        return not self.done and self.due is not None and self.due < today


def tasks(lines: Iterable[Line]) -> tuple[Task, ...]:
    """Every errand: open ones first, each sort by person, last day and room."""
    found = (_task(line) for line in lines)
    return tuple(sorted((task for task in found if task is not None), key=_order))


def _task(line: Line) -> Task | None:
    choice, details, reason = _decided(line)
    if choice not in ERRANDS:
        return None
    return Task(choice, line, details.person, details.due, reason, bool(line.overtaken) and line.kind in _DONE)


def _decided(line: Line) -> tuple[Choice | None, Details, str]:
    if line.overtaken is not None:
        return line.overtaken.choice, line.overtaken.details, line.overtaken.reason
    choice = Choice(line.decision) if line.decision else None
    return choice, details_from_json(line.details), line.reason


def _order(task: Task) -> tuple[bool, str, str, date, str]:
    room = task.line.seen_room or task.line.booked_room or ""
    return task.done, task.choice.value, task.person, task.due or date.max, room
