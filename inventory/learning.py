"""What a stock-take teaches about its own tags, walls, sweeps and habits.

Shares and tables are learned by expectation maximisation (Dempster, Laird and Rubin 1977): place the things by the
present tables, take new tables from the things so placed, and again. Every figure starts from a usual value that
weighs as much as a few things, so three tags in one room give sensible answers too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import exp, inf, lgamma, log

from inventory.evidence import Ground
from inventory.readability import RELATIONS, Tally, learned_readability, usual_readability
from inventory.whereabouts import Case, Shares, Whereabouts, log_sum

_ROUNDS = 3
# More things than these teach nothing new about how tags read.
_ENOUGH = 1500
# How many things the usual shares are worth, and how many moves the usual part of moves next door.
_SHARES_WEIGHT, _MOVES_WEIGHT = 100.0, 5.0
# One room in thirty is swept badly: in a hurry, half of it, with a weak battery.
_BADLY_SWEPT = 1 / 30
# Of the things on a list so many are heard in their rooms, and so many things that guess is worth.
_USUALLY_HEARD, _HEARD_WEIGHT = 0.9, 50.0


def learn(cases: Iterable[Case], ground: Ground) -> Whereabouts:
    """Learn from the things of a stock-take, given in an order that is always the same."""
    cases = list(cases)
    lesson = Counter(cases[:: 1 + len(cases) // _ENOUGH])
    start = usual_readability(_home_strengths(cases))
    whereabouts = Whereabouts(ground, start, Shares(), learned_effort(cases, ground))
    for _ in range(_ROUNDS):
        tally, found = _place_all(lesson, whereabouts)
        readability, shares = learned_readability(start, tally), _learned_shares(found)
        whereabouts = Whereabouts(ground, readability, shares, whereabouts.effort)
    return whereabouts


def _home_strengths(cases: Iterable[Case]) -> list[int]:
    heard = (sound for case in cases for tag in case.tags for walked, sound in tag if walked == case.booked)
    return [strength for strength, _ in heard if strength is not None]


def _place_all(lesson: Mapping[Case, int], whereabouts: Whereabouts) -> tuple[Tally, dict[str, float]]:
    tally, found = Tally(), defaultdict[str, float](float)
    for case, times in lesson.items():
        belief = whereabouts.belief(case)
        for place, chance in belief.places.items():
            if chance * times > 1e-3:
                _tally_place(tally, whereabouts, case, place, chance * times)
        if not case.out and case.booked is not None and case.booked in whereabouts.ground.open:
            here, near = belief.places[case.booked], whereabouts.ground.walls[case.booked]
            found["here"] += times * here
            found["moved"] += times * (1 - here - belief.gone)
            found["gone"] += times * belief.gone
            found["next door"] += times * sum(belief.places.get(place, 0.0) for place in near)
    return tally, found


def _tally_place(tally: Tally, whereabouts: Whereabouts, case: Case, place: int, weight: float) -> None:
    """Count all tags of one thing as if it were in this place, with this weight."""
    passes = whereabouts.chances(place)
    for sounds in case.tags:
        by_kind, mute = whereabouts.by_kind(sounds, place), -inf if sounds else log(whereabouts.readability.mute)
        total = log_sum((*by_kind, mute))
        tally.mute += weight * exp(mute - total)
        shares = [weight * exp(chance - total) for chance in by_kind]
        for kind, share in enumerate(shares):
            tally.kinds[kind] += share
            for relation in RELATIONS:
                tally.chances[relation][kind] += share * passes[relation]
        for walked, sound in sounds:
            tally.hear(whereabouts.relation(place, walked), sound, shares)


def _learned_shares(found: Mapping[str, float]) -> Shares:
    usual, weight, moves = Shares(), _SHARES_WEIGHT, _MOVES_WEIGHT
    total = weight + found["here"] + found["moved"] + found["gone"]
    return Shares(
        (usual.here * weight + found["here"]) / total,
        (usual.moved * weight + found["moved"]) / total,
        (usual.gone * weight + found["gone"]) / total,
        (usual.next_door * moves + found["next door"]) / (moves + found["moved"]),
    )


def learned_effort(cases: Iterable[Case], ground: Ground) -> dict[int, float]:
    """The rooms that were swept badly, each with what is left there of the chance to be heard.

    Of the tags booked to a room some number is heard there. A well swept room hears as many as the building does on
    the whole; one that is badly swept any number. Which of the two it is, is Bayes' rule on that number. A room
    walked several times is judged by itself: what one walk heard, the next should hear as well (capture-recapture).
    """
    heard, chances = _heard_at_home(cases, ground)
    usual = (_USUALLY_HEARD * _HEARD_WEIGHT + sum(heard.values())) / (_HEARD_WEIGHT + sum(chances.values()))
    effort = {place: _effort(heard[place], chances[place], usual) for place in chances}
    return {place: part for place, part in effort.items() if part < 0.99}


def _heard_at_home(cases: Iterable[Case], ground: Ground) -> tuple[Counter[int], Counter[int]]:
    """By room, how often its booked tags were heard there and how often they might have been."""
    heard, chances = Counter[int](), Counter[int]()
    for case in cases:
        if case.booked is None or case.out:
            continue
        passes = ground.passes[case.booked]
        for sounds in case.tags:
            times = sum(walked == case.booked for walked, _ in sounds)
            if times or passes == 1:
                heard[case.booked] += times
                chances[case.booked] += passes
    return heard, chances


def _effort(heard: int, chances: int, usual: float) -> float:
    if heard >= usual * chances:
        return 1.0
    ways = lgamma(chances + 1) - lgamma(heard + 1) - lgamma(chances - heard + 1)
    well = (1 - _BADLY_SWEPT) * exp(ways + heard * log(usual) + (chances - heard) * log(1 - usual))
    badly = _BADLY_SWEPT / (chances + 1)
    return (well + badly * min((heard + 1) / (chances + 2) / usual, 1.0)) / (well + badly)
