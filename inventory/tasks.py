"""What people have to do because of decisions: bring things back, look for them again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from inventory.campaign import OPEN, Status
from inventory.decisions import Choice
from inventory.details import Details, details_from_json
from inventory.findings import Kind
from inventory.lines import as_lines
from inventory.standing import Line
from inventory.verdicts import subject_of

_DONE = frozenset({Kind.VERIFIED, Kind.ACCOUNTED})


@dataclass(frozen=True, slots=True)
class Marked:
    """Who said when that an errand is done."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Task:
    """One errand: what is to be done about the line, by whom ("" where nobody is named), until when, and why.

    It is `done` when somebody said so (`marked`), or when the thing was found in its room since; withdrawing the
    decision takes it off the list.
    """

    choice: Choice
    line: Line
    person: str
    due: date | None
    reason: str
    done: bool
    marked: Marked | None = None

    @property
    def subject(self) -> str:
        """What its decision is about."""
        return subject_of(self.line)

    def overdue(self, today: date) -> bool:
        """Whether it should have been done before today."""
        return not self.done and self.due is not None and self.due < today


def errands_in(status: Status) -> frozenset[Choice]:
    """What may be left to do in this state.

    What is closed is not looked for any more, but things are carried back for weeks; what is archived is over.
    """
    if status in OPEN:
        return frozenset({Choice.BRING_BACK, Choice.LOOK_AGAIN})
    return frozenset({Choice.BRING_BACK} if status is Status.CLOSED else ())


def tasks(lines: Iterable[Line], status: Status, marked: Mapping[str, Marked]) -> tuple[Task, ...]:
    """Every errand there is in this state: open ones first, each sort by person, last day and room."""
    errands = errands_in(status)
    found = (_task(line, errands, marked) for line in as_lines(lines).touched())
    return tuple(sorted((task for task in found if task is not None), key=_order))


def _task(line: Line, errands: frozenset[Choice], marked: Mapping[str, Marked]) -> Task | None:
    choice, details, reason = _decided(line)
    if choice not in errands:
        return None
    said = marked.get(subject_of(line))
    seen = line.overtaken is not None and line.kind in _DONE
    return Task(choice, line, details.person, details.due, reason, said is not None or seen, said)


def _decided(line: Line) -> tuple[Choice | None, Details, str]:
    if line.overtaken is not None:
        return line.overtaken.choice, line.overtaken.details, line.overtaken.reason
    choice = Choice(line.decision) if line.decision else None
    return choice, details_from_json(line.details), line.reason


def _order(task: Task) -> tuple[bool, str, str, date, str]:
    room = task.line.seen_room or task.line.booked_room or ""
    return task.done, task.choice.value, task.person, task.due or date.max, room
