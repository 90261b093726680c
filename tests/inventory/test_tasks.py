"""Errands: what is on the list, in which order, and when it is done."""

from dataclasses import replace
from datetime import UTC, date, datetime

from inventory.campaign import Status
from inventory.decisions import Choice, Decided
from inventory.details import Details
from inventory.findings import Kind
from inventory.standing import Line
from inventory.tasks import Marked, Task, tasks
from inventory.verdicts import subject_of
from tests.service.pages.made_up import made_up

LINES = {line.kind: line for line in made_up().lines}
AT = datetime(2026, 11, 20, tzinfo=UTC)


def to_bring(person: str, due: date | None) -> Line:
    details = Details(person=person, due=due).as_json()
    return replace(LINES[Kind.MOVED], decision=Choice.BRING_BACK.value, reason="carried along", details=details)


def overtaken(line: Line) -> Line:
    return replace(line, overtaken=Decided(Choice.LOOK_AGAIN, "not sure", "Ada", AT, finding=Kind.MISSING))


def listed(*lines: Line, status: Status = Status.REVIEW) -> tuple[Task, ...]:
    return tasks(lines, status, {})


def test_only_errands_are_on_the_list() -> None:
    shortage = replace(LINES[Kind.MISSING], decision=Choice.CONFIRM_SHORTAGE.value)

    assert (Choice.BRING_BACK,) == tuple(task.choice for task in listed(shortage, to_bring("李强", None)))


def test_each_person_finds_what_is_due_first_on_top() -> None:
    days = (None, date(2026, 12, 1), date(2026, 11, 25))

    found = listed(*(to_bring(person, due) for person in ("王芳", "李强") for due in days))

    assert [("李强", days[2]), ("李强", days[1]), ("李强", None)] == [(task.person, task.due) for task in found[:3]]


def test_an_errand_is_done_when_the_thing_was_seen_in_its_room_since() -> None:
    seen, still_elsewhere = listed(overtaken(LINES[Kind.MOVED]), overtaken(LINES[Kind.VERIFIED]))[::-1]

    assert (True, False) == (seen.done, still_elsewhere.done)


def test_an_errand_is_overdue_after_its_last_day() -> None:
    (task,) = listed(to_bring("李强", date(2026, 11, 25)))

    assert [False, True] == [task.overdue(date(2026, 11, day)) for day in (25, 26)]


def test_an_errand_somebody_ticked_is_done_and_says_who() -> None:
    line = to_bring("李强", None)

    (task,) = tasks([line], Status.REVIEW, {subject_of(line): Marked("李强", AT)})

    assert (True, "李强") == (task.done, task.marked and task.marked.by)


def test_what_is_closed_is_not_looked_for_any_more_and_what_is_archived_is_over() -> None:
    lines = overtaken(LINES[Kind.MOVED]), to_bring("李强", None)

    left = [len(listed(*lines, status=status)) for status in (Status.REVIEW, Status.CLOSED, Status.ARCHIVED)]

    assert [2, 1, 0] == left
