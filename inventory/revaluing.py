"""What changes of a card's cost or life mean for its value: each counts from its day, not from the beginning.

So the rules have it (政府会计准则第3号: what is left is spread over the months that are left). The log of a card says
what stood on it before each change, which is enough to go through them again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from inventory.schedule import FEN, Removal, Revaluation


@dataclass(frozen=True, slots=True)
class Before:
    """Until `day` the card cost `cost`, and had `life_months` written on it; None left them to the table."""

    day: date
    cost: Decimal
    life_months: int | None


@dataclass(frozen=True, slots=True)
class Deed:
    """What was changed on a card at once: of its cost and of its life the amounts before and after.

    `shared`: the card was split or merged, so that its cost changed with its pieces. `settled`: its depreciation was
    written on it, which says all there was before.
    """

    day: date
    cost: tuple[Decimal | None, Decimal | None] | None = None
    life_months: tuple[int | None, int | None] | None = None
    shared: bool = False
    settled: bool = False


def befores(
    cost: Decimal | None, life_months: int | None, deeds: Sequence[Deed], *, settled: bool = False
) -> list[Before]:
    """What stood on the card before each change, for the pieces it has now; oldest first, as the deeds are.

    `cost` and `life_months` stand on it now. A cost that was not known before is no change of value. What was before
    its depreciation was written on it is told only if also the `settled` is asked for.
    """
    found: list[Before] = []
    part = Decimal(1)  # of what the card was before it was split; above 1 if it was merged
    for deed in reversed(deeds):
        was, became = deed.cost or (cost, cost)
        if was is None or cost is None or (deed.settled and not settled):
            break
        if deed.shared or deed.settled:
            part *= became / was if became and was else 1
            continue
        if deed.cost:
            cost = (was * part).quantize(FEN, ROUND_HALF_UP)
        if deed.life_months:
            life_months, _ = deed.life_months
        found.append(Before(deed.day, cost, life_months))
    return found[::-1]


def revaluations(
    befores: Sequence[Before], cost: Decimal, life_months: int | None, pieces: int, removals: Iterable[Removal]
) -> list[Revaluation]:
    """The changes as events: from each day on what stood on the card until the next, at last what stands on it now.

    They are of the whole card; of pieces that had left the books nothing counts any more.
    """
    removals = list(removals)
    after = [*((each.cost, each.life_months) for each in befores[1:]), (cost, life_months)]
    events = []
    for before, (becomes, months) in zip(befores, after, strict=True):
        here = pieces - sum(removal.pieces for removal in removals if removal.day < before.day)
        of_those = (becomes * max(here, 0) / pieces).quantize(FEN, ROUND_HALF_UP) if pieces else becomes
        events.append(Revaluation(before.day, of_those, months))
    return events
