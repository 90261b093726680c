"""The way of a stock-take as people see it: a line of steps, and one sentence on what comes next."""

from dataclasses import dataclass

from inventory.campaign import Scope, Status
from inventory.standing import Standing
from service.language import key

NEXT = {
    Status.COUNTING: key(
        "Rooms are being counted for the first time. Next, a manager begins a recount of what is in doubt or of a"
        " sample, or goes on to the review."
    ),
    Status.RECOUNT: key("What is in doubt is looked at once more. Next, a manager goes on to the review."),
    Status.REVIEW: key("Counting is over. Managers decide about the findings; then a manager closes the stock-take."),
    Status.CLOSED: key("The report stands. A manager may archive it; only an administrator may open it again."),
    Status.ARCHIVED: key("This stock-take is put away. It can be read, and nothing else."),
}
"""What is going on, what comes next, and who may do it."""

_NAMES = (
    (None, key("Opening")),
    (Status.COUNTING, key("First count")),
    (Status.RECOUNT, key("Recount or sample")),
    (Status.REVIEW, key("Review")),
    (Status.CLOSED, key("Closing")),
    (Status.ARCHIVED, key("Archiving")),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step on the line. `left_out`: passed without being taken, as a recount may be."""

    name: str
    done: bool
    now: bool
    left_out: bool


def course_of(standing: Standing) -> tuple[Stage, ...]:
    """Every step from the opening to the archive, as far as this stock-take has come."""
    order = [status for status, _ in _NAMES]
    reached = order.index(standing.status)
    return tuple(
        Stage(name, place < reached and not skipped, place == reached, place < reached and skipped)
        for place, (status, name) in enumerate(_NAMES)
        for skipped in (status is Status.RECOUNT and not standing.campaign.recounts,)
    )


def scope_lines(scope: Scope) -> list[tuple[str, str]]:
    """What a scope says, as (label, names); what it does not say is left out."""
    said = (
        (key("Only these rooms"), ", ".join(scope.rooms)),
        (key("Only these buildings"), ", ".join(scope.buildings)),
        (key("Only these departments"), ", ".join(scope.departments)),
        (key("Only these custodians"), ", ".join(scope.keepers)),
        (key("Only these categories"), ", ".join(scope.categories)),
        (key("Only from this value a piece, yuan"), "" if scope.value_from is None else f"{scope.value_from:,}"),
    )
    return [(label, names) for label, names in said if names]
