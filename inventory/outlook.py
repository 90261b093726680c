"""What closing a stock-take would do now, and what it would leave as it is: said before anybody says yes to it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import astuple, dataclass
from hashlib import sha256

from inventory.consequences import Consequences, consequences
from inventory.decisions import Choice
from inventory.findings import Kind
from inventory.ids import ItemId
from inventory.lines import as_lines
from inventory.sought import Sought, Stage, matching, tally
from inventory.standing import Line

BOOKED = frozenset(
    {
        *(Choice.TRANSFER, Choice.FOUND_AGAIN, Choice.CONFIRM_SHORTAGE),
        *(Choice.REGISTER, Choice.BIND, Choice.REBIND),
    }
)
"""The decisions that closing carries out in the register; all others change no book."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Closing in figures: things for each room (its code) they are booked to, things, tags.

    `under_way` are things whose transfer was decided and is left to a document that is not over. `unbooked` are the
    decisions that change no book. `undecided` findings, by kind, and decisions that were
    `overtaken` or disagree about a tag (`unclear`) change nothing either.
    """

    moved: Mapping[str, int]
    found_again: int
    short: int
    entered: int
    bound: int
    unbooked: Mapping[Choice, int]
    undecided: Mapping[Kind, int]
    overtaken: int
    unclear: int
    under_way: int = 0

    @property
    def changes(self) -> bool:
        """Whether the register changes at all."""
        return bool(self.moved or self.found_again or self.short or self.entered or self.bound)

    @property
    def mark(self) -> str:
        """Another one whenever a figure is: so what somebody has read is still what happens."""
        return sha256(repr(astuple(self)).encode()).hexdigest()[:16]


def outlook(lines: Iterable[Line], left: AbstractSet[ItemId] = frozenset()) -> Outlook:
    """What closing would do about these findings with their decisions; things `left` go by documents under way."""
    found = as_lines(lines)
    todo = consequences(found, left)
    made = Counter(Choice(line.decision) for line in found.touched() if line.decision)
    undecided = tally(matching(found, (), Sought(stage=Stage.OPEN)))
    return Outlook(
        moved=_moved(todo),
        found_again=sum(map(len, todo.found_again.values())),
        short=len(todo.shortages),
        entered=len(todo.receipts),
        bound=len(todo.bindings) + len(todo.rebindings),
        unbooked={choice: made[choice] for choice in Choice if made[choice] and choice not in BOOKED},
        undecided={kind: undecided[kind] for kind in Kind if undecided[kind]},
        overtaken=todo.overtaken,
        unclear=len(todo.unclear),
        under_way=len(left),
    )


def _moved(todo: Consequences) -> dict[str, int]:
    things: Counter[str] = Counter()
    for destination, items in todo.transfers.items():
        things[destination.room] += len(items)
    return dict(things)
