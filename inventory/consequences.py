"""What the decisions of a stock-take do to the register when it is closed.

Only decisions that still hold count. What is moved is booked where it is, what is short is marked and stays on the
books, what is over is entered, tags go where they belong; everything else a person can decide changes no book.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from inventory.decisions import Choice
from inventory.details import NOMINAL, Details, Keeper, details_from_json
from inventory.ids import ItemId
from inventory.lines import as_lines
from inventory.standing import Line
from inventory.tags import Tag


class Destination(NamedTuple):
    """Where things are booked to: a room (its code), and whether its custodian keeps them from then on."""

    room: str
    hands_over: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """A thing that is over, to be entered in a room (a code) with the tag it was found by."""

    tag: Tag
    room: str
    details: Details
    reason: str


@dataclass(frozen=True, slots=True)
class Rebinding:
    """A disputed tag: the one item that keeps it, and the fresh tag for the one that loses it, if there is one."""

    tag: Tag
    keeper: ItemId
    fresh: Tag | None


@dataclass(frozen=True, slots=True)
class Consequences:
    """What is to be done, in the order of the findings. Rooms are codes.

    `overtaken` are decisions made upon another finding, `unclear` tags that people decided about differently:
    both change nothing.
    """

    transfers: Mapping[Destination, tuple[ItemId, ...]]
    found_again: Mapping[Destination, tuple[ItemId, ...]]
    shortages: tuple[ItemId, ...]
    receipts: tuple[Receipt, ...]
    bindings: tuple[tuple[Tag, ItemId], ...]
    rebindings: tuple[Rebinding, ...]
    reasons: Mapping[Choice, str]
    overtaken: int
    unclear: tuple[Tag, ...]


def consequences(lines: Iterable[Line], left: Container[ItemId] = frozenset()) -> Consequences:
    """What the findings with their decisions come to; things `left` to other documents are moved by those alone."""
    lines = tuple(as_lines(lines).touched())
    by_choice: dict[Choice, list[tuple[Line, Details]]] = defaultdict(list)
    for line in lines:
        if line.decision:
            by_choice[Choice(line.decision)].append((line, details_from_json(line.details)))
    rebindings, unclear = _agreed(by_choice[Choice.REBIND])
    return Consequences(
        transfers=_by_destination((line, said) for line, said in by_choice[Choice.TRANSFER] if line.item not in left),
        found_again=_by_destination(by_choice[Choice.FOUND_AGAIN]),
        shortages=tuple(line.item for line, _ in by_choice[Choice.CONFIRM_SHORTAGE] if line.item),
        # an earlier version asked for nothing, and nothing can be entered from that
        receipts=tuple(
            _receipt(line, said) for line, said in by_choice[Choice.REGISTER] if said.name or said.asset_no
        ),
        bindings=tuple((line.tag, said.item) for line, said in by_choice[Choice.BIND] if line.tag and said.item),
        rebindings=rebindings,
        reasons={choice: _reasons(line for line, _ in made) for choice, made in by_choice.items()},
        overtaken=sum(line.overtaken is not None for line in lines),
        unclear=unclear,
    )


def _by_destination(decided: Iterable[tuple[Line, Details]]) -> dict[Destination, tuple[ItemId, ...]]:
    """A decision from before custodians were asked about leaves them as they are."""
    items: dict[Destination, list[ItemId]] = defaultdict(list)
    for line, said in decided:
        room = said.room or line.seen_room
        if line.item and room:
            items[Destination(room, said.keeper is Keeper.OF_THE_ROOM)].append(line.item)
    return {destination: tuple(its) for destination, its in sorted(items.items())}


def _receipt(line: Line, said: Details) -> Receipt:
    cost = NOMINAL if said.cost is None else said.cost
    whole = Details(name=said.name, category=said.category, asset_no=said.asset_no, cost=cost)
    return Receipt(Tag(str(line.tag)), said.room or line.seen_room or "", whole, line.reason)


def _agreed(decided: Iterable[tuple[Line, Details]]) -> tuple[tuple[Rebinding, ...], tuple[Tag, ...]]:
    """What is decided of each disputed tag; each of its claimants is a finding, and all must say the same."""
    said: dict[Tag, set[Rebinding]] = defaultdict(set)
    for line, details in decided:
        if line.tag and details.item:
            said[line.tag].add(Rebinding(line.tag, details.item, details.tag))
    agreed = tuple(next(iter(rulings)) for rulings in said.values() if len(rulings) == 1)
    return agreed, tuple(tag for tag, rulings in said.items() if len(rulings) > 1)


def _reasons(lines: Iterable[Line]) -> str:
    """The reasons given, each once."""
    return "; ".join(dict.fromkeys(line.reason for line in lines))
