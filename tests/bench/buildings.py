"""Made buildings: a register, what a handheld hears when carried through every room, and the truth.

The physics is plain: power falls with the distance by a power law, each wall takes its decibels once on the way to
the tag and twice on the way there and back, a tag answers a round when enough power reaches its chip. Tags on metal
lose more, some are torn, and now and then somebody stands before one for a whole pass. The scanner is carried along
lanes through the room. Every building draws its own walls, losses, shares and scanner from ranges about those
published (ITU-R P.1238; NIST IR 6055; data sheets of UHF tag chips; Hasler et al., IEEE RFID 2019) that also give,
in their middle, the numbers of answers, the strengths, the leaks and the misses of stock-takes with known truth.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import hypot, log10
from random import Random
from uuid import UUID

from inventory.ids import ItemId, PassId, RoomId
from inventory.survey import Expected, Pass, Survey, Trace
from inventory.tags import Tag

_FLOOR_LOSS = 16.0  # dB one way: a reinforced ceiling
_ROUNDS_PER_STEP = 2
_LANES, _STEPS = 4, 35
_SENSITIVITY = -80.0  # dBm: the scanner hears nothing weaker


@dataclass(frozen=True, slots=True)
class Plan:
    """What makes one building differ from the next. Losses in dB one way, lengths in metres, shares of one."""

    floors: int
    rooms: int
    items: int
    width: float
    depth: float
    passes: int
    walls: tuple[float, float]
    slope: float
    echo_slope: float
    on_metal: float
    metal: float
    detuned: float
    torn: float
    covered: float
    answers: float
    power: float
    moved: float
    next_door: float
    missing: float
    unknown: float
    rssi: float


@dataclass(frozen=True, slots=True)
class Building:
    """A stock-take and where every item really is; None is nowhere in the building. `foreign` tags are on no item."""

    survey: Survey
    truth: Mapping[ItemId, RoomId | None]
    foreign: Mapping[Tag, RoomId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _House:
    """A plan and the decibels that the walls from the start of its floor to each room take, one way."""

    plan: Plan
    walls: tuple[float, ...]

    def between(self, one: int, other: int) -> tuple[int, int, float]:
        """How many rooms aside, how many floors apart, and the loss on the way."""
        aside = other % self.plan.rooms - one % self.plan.rooms
        floors = abs(one // self.plan.rooms - other // self.plan.rooms)
        return aside, floors, abs(self.walls[one] - self.walls[one + aside]) + floors * _FLOOR_LOSS


@dataclass(frozen=True, slots=True)
class _Thing:
    tag: Tag
    room: int
    x: float
    y: float
    height: float
    loss: float


def draw_plan(dice: Random) -> Plan:
    """Draw a building from wide ranges."""
    one, other = dice.uniform(3, 12), dice.uniform(3, 12)
    return Plan(
        floors=dice.randint(1, 4),
        rooms=dice.randint(4, 9),
        items=dice.randint(12, 45),
        width=dice.uniform(6, 9),
        depth=dice.uniform(6, 9),
        passes=dice.choice((1, 1, 2, 2, 3)),
        walls=(min(one, other), max(one, other)),
        slope=dice.uniform(19, 26),
        echo_slope=dice.uniform(16, 22),
        on_metal=dice.uniform(0.15, 0.4),
        metal=dice.uniform(2, 8),
        detuned=dice.uniform(0.02, 0.07),
        torn=dice.uniform(0.01, 0.05),
        covered=dice.uniform(0.0, 0.016),
        answers=dice.uniform(0.08, 0.22),
        power=dice.uniform(17, 22),
        moved=dice.uniform(0.01, 0.1),
        next_door=dice.uniform(0.1, 0.6),
        missing=dice.uniform(0.005, 0.035),
        unknown=dice.uniform(0.0, 0.04),
        rssi=dice.uniform(-5, 7),
    )


def make_building(seed: int, plan: Plan | None = None, walked: float | None = None) -> Building:
    """The same building for the same seed and plan, always.

    The rooms are walked one after the other, as often as the plan says; `walked` stops the count after so many
    walks: 12.5 is in the midst of the thirteenth.
    """
    dice = Random(seed)
    plan = plan or draw_plan(dice)
    house = _build(plan, dice)
    count = plan.floors * plan.rooms
    rooms = [RoomId(_uuid(dice)) for _ in range(count)]
    expected, things, truth = [], [], {}
    for _ in range(count * plan.items):
        item, tag, booked = ItemId(_uuid(dice)), _tag(dice), dice.randrange(count)
        room = _true_room(plan, booked, dice)
        expected.append(Expected(item, rooms[booked], (tag,)))
        truth[item] = None if room is None else rooms[room]
        if room is not None:
            things.append(_put(plan, tag, room, dice))
    unknown = range(round(plan.unknown * len(expected)))
    strangers = [_put(plan, _tag(dice), dice.randrange(count), dice) for _ in unknown]
    passes = [Pass(PassId(_uuid(dice)), room) for _ in range(plan.passes) for room in rooms]
    parts = [1.0 if walked is None else min(walked - number, 1.0) for number in range(len(passes))]
    walks = [(each, number % count, part) for number, (each, part) in enumerate(zip(passes, parts, strict=True))]
    traces = [
        trace
        for each, room, part in walks
        for trace in _walk(house, each.id, room, part, [*things, *strangers], dice)
    ]
    walls = frozenset((rooms[one], rooms[two]) for one in range(count) for two in _next_door(plan, one) if one < two)
    begun = tuple(each for each, part in zip(passes, parts, strict=True) if part > 0)
    survey = Survey(frozenset(rooms), tuple(expected), begun, tuple(traces), walls=walls)
    return Building(survey, truth, {thing.tag: rooms[thing.room] for thing in strangers})


def _build(plan: Plan, dice: Random) -> _House:
    walls = [0.0] * (plan.floors * plan.rooms)
    for room in range(len(walls)):
        if room % plan.rooms:
            walls[room] = walls[room - 1] + dice.uniform(*plan.walls)
    return _House(plan, tuple(walls))


def _uuid(dice: Random) -> UUID:
    return UUID(int=dice.getrandbits(128), version=4)


def _tag(dice: Random) -> Tag:
    return Tag(f"E280{dice.getrandbits(80):020X}")


def _next_door(plan: Plan, room: int) -> list[int]:
    floor = room // plan.rooms
    return [near for near in (room - 1, room + 1) if near >= 0 and near // plan.rooms == floor < plan.floors]


def _true_room(plan: Plan, booked: int, dice: Random) -> int | None:
    chance = dice.random()
    if chance < plan.missing:
        return None
    if chance > plan.missing + plan.moved:
        return booked
    if dice.random() < plan.next_door:
        return dice.choice(_next_door(plan, booked))
    others = [room for room in range(plan.floors * plan.rooms) if room != booked]
    return dice.choice(others)


def _put(plan: Plan, tag: Tag, room: int, dice: Random) -> _Thing:
    """Somewhere in the room, with what its tag loses by wear, turn and metal."""
    loss = abs(dice.gauss(0, 3))
    if dice.random() < plan.on_metal:
        loss += max(0.0, dice.gauss(plan.metal, 3))
    if dice.random() < plan.detuned:
        loss += dice.uniform(10, 20)
    if dice.random() < plan.torn:
        loss += 40
    x, y = dice.uniform(0, plan.width), dice.uniform(0, plan.depth)
    return _Thing(tag, room, x, y, dice.uniform(0, 2), loss)


def _walk(
    house: _House, pass_id: PassId, room: int, part: float, things: list[_Thing], dice: Random
) -> Iterator[Trace]:
    """Carry the scanner once through the room, or so far as `part` of the way."""
    plan = house.plan
    path = [_stand(plan, step / _STEPS) for step in range(_STEPS) if step < part * _STEPS]
    for thing in things:
        aside, floors, loss = house.between(room, thing.room)
        if abs(aside) > 2 or floors > 1 or dice.random() < plan.covered:
            continue
        turned, away = thing.loss + dice.gauss(0, 2), thing.x + aside * plan.width
        heard = []
        for step, (x, y) in enumerate(path):
            distance = max(0.5, hypot(away - x, thing.y - y, thing.height - 1 + 3 * floors))
            heard += [(step, rssi) for rssi in _answers(plan, distance, loss, turned, dice)]
        if heard:
            yield _trace(pass_id, thing.tag, heard)


def _stand(plan: Plan, part: float) -> tuple[float, float]:
    """A point of the lanes, to and fro, an arm's length off the walls."""
    lane, along = divmod(part * _LANES, 1)
    across = 1 - along if lane % 2 else along
    return 1 + across * (plan.width - 2), 1 + lane / (_LANES - 1) * (plan.depth - 2)


def _answers(plan: Plan, distance: float, walls: float, turned: float, dice: Random) -> Iterator[float]:
    """The RSSI in dBm of each answer at one step: the chip must wake, be asked, and be heard."""
    decades = log10(distance)
    margin = plan.power - plan.slope * decades - walls - turned
    if margin < -8:
        return
    for _ in range(_ROUNDS_PER_STEP):
        fade = dice.gauss(0, 2)
        rssi = -48 + plan.rssi - plan.echo_slope * decades - 2 * walls - turned + fade
        if margin + fade > 0 and rssi > _SENSITIVITY and dice.random() < plan.answers:
            yield rssi


def _trace(pass_id: PassId, tag: Tag, heard: list[tuple[int, float]]) -> Trace:
    levels = [rssi for _, rssi in heard]
    peak, mean = round(2 * max(levels)) / 2, round(sum(levels) / len(levels), 1)
    return Trace(pass_id, tag, len(heard), peak, mean, float(heard[0][0]), float(heard[-1][0]))
