"""How likely each whole number is, where a number of things is not known: sums of tosses, and the likeliest run."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt

# Tails thinner than this change no interval; leaving them out keeps halls of a thousand things quick.
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely the numbers `first`, the one after it and so on are; others are as good as impossible."""

    first: int
    each: list[float]

    def __add__(self, other: "Chances") -> "Chances":
        """The sum of two numbers that do not depend on each other."""
        total = [0.0] * (len(self.each) + len(other.each) - 1)
        for number, chance in enumerate(self.each):
            for sum_, more in enumerate(other.each, number):
                total[sum_] += chance * more
        return Chances(self.first + other.first, total)


def of_tosses(heads: Iterable[float]) -> Chances:
    """The number of heads in tosses of coins that each fall on it by a chance of their own (Poisson's binomial)."""
    first, each = 0, [1.0]
    for head in sorted(heads):
        each = [no * (1 - head) + yes * head for no, yes in zip([*each, 0.0], [0.0, *each], strict=True)]
        while each[-1] < _NOTHING:
            each.pop()
        thin = next(number for number, chance in enumerate(each) if chance >= _NOTHING)
        first, each = first + thin, each[thin:]
    return Chances(first, each)


def of_strangers(seen: float, rest: float) -> Chances:
    """How many more there are, after `seen` of them, where `rest` is the odds of one to be unseen.

    Seen and unseen are Poisson's, at a rate that only the seen tell (Gamma with this shape): a negative binomial.
    """
    mean, spread = seen * rest, sqrt(seen * rest * (1 + rest))
    first, last = max(int(mean - 8 * spread), 0), int(mean + 8 * spread) + 8
    miss, end = log(rest / (1 + rest)), -log(1 + rest)
    return Chances(
        first,
        [
            exp(lgamma(seen + more) - lgamma(seen) - lgamma(more + 1) + seen * end + more * miss)
            for more in range(first, last + 1)
        ],
    )


def likeliest(chances: Chances, sure: float) -> tuple[int, int]:
    """The least and the most of the shortest run of numbers whose chance comes nearest to `sure`.

    Whole numbers cannot hit it: stopping where one number more would lead further off than near (the mid-P rule,
    Lancaster 1961) is right as often as it says on the average, where always going beyond is right too often.
    """
    each = chances.each
    least = most = max(range(len(each)), key=each.__getitem__)
    held = each[least]
    while True:
        below = each[least - 1] if least else 0.0
        above = each[most + 1] if most + 1 < len(each) else 0.0
        more = max(below, above)
        if more <= 0.0 or held + more / 2 >= sure:
            return chances.first + least, chances.first + most
        least, most = (least - 1, most) if below >= above else (least, most + 1)
        held += more
