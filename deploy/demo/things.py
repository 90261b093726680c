"""Every single thing of the made school: what the books say of it, and what has really become of it.

A seed makes it the same each time, so that what the stock-take finds can be held against the truth.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from deploy.demo.rooms import LOCKED, Card, Room, rooms

SEED = 20261120


@dataclass(frozen=True)
class Thing:
    """One piece of a card. `room` is where the books put it, `really` where it is (None: nowhere to be found).

    `state` is the register's own word for it. `tag` is None where none was ever stuck on.
    """

    number: str
    piece: int
    card: Card
    room: Room
    acquired: date
    state: str
    tag: str | None
    really: str | None

    @property
    def truth(self) -> tuple[str, str | None]:
        """The finding a perfect stock-take gives, and the room it names; the locked room is not counted."""
        if self.state == "已处置":
            return "retired but seen", self.really
        if self.state == "出借":
            return "accounted", None
        if self.tag is None:
            return "untagged", None
        if self.room.code == LOCKED:
            return "not covered", None
        if self.really is None:
            return "missing", None
        return ("verified" if self.really == self.room.code else "moved"), self.really


@dataclass(frozen=True)
class School:
    """All things the books know, and the tags of `strangers`, with the room each is in, that no book knows."""

    things: tuple[Thing, ...]
    strangers: tuple[tuple[str, str], ...]


def made_school() -> School:
    """The school as it is on the day of the count."""
    dice = Random(SEED)
    things = list(_as_booked(dice))
    for change in (_lend, _lose, _move, _leave_untagged, _write_off):
        change(things, dice)
    counted = [room.code for room in rooms() if room.code != LOCKED]
    strangers = tuple((_tag(dice), dice.choice(counted)) for _ in range(5))
    return School(tuple(things), strangers)


def _as_booked(dice: Random) -> Iterator[Thing]:
    """Everything where it should be."""
    serial = 0
    for room in rooms():
        for furnished in room.holds:
            for _ in range(furnished.cards):
                serial += 1
                acquired = date(2014, 9, 1) + timedelta(days=dice.randrange(11 * 365))
                prefix = "JJ" if furnished.card.category.startswith("A05") else "TY"
                number = f"{prefix}{acquired.year}{serial:06d}"
                for piece in range(1, furnished.pieces + 1):
                    yield Thing(number, piece, furnished.card, room, acquired, "在用", _tag(dice), room.code)


def _tag(dice: Random) -> str:
    """An EPC of the school's own scheme: it begins as an un-encoded chip does."""
    return f"E2801160{dice.getrandbits(64):016X}"


def _some(things: list[Thing], dice: Random, how_many: int, *, batch: bool | None = None) -> list[int]:
    """Places of things to which nothing has happened yet, outside the locked room."""
    free = [
        place
        for place, thing in enumerate(things)
        if thing.state == "在用"
        and thing.tag is not None
        and thing.really == thing.room.code != LOCKED
        and (batch is None or batch == _in_batch(thing))
    ]
    return dice.sample(free, how_many)


def _in_batch(thing: Thing) -> bool:
    return any(held.card == thing.card and held.pieces > 1 for held in thing.room.holds)


def _lend(things: list[Thing], dice: Random) -> None:
    """Lent out with a note in the register: a card of one piece, since the state is the card's."""
    for place in _some(things, dice, 6, batch=False):
        things[place] = replace(things[place], state="出借", really=None)


def _lose(things: list[Thing], dice: Random) -> None:
    """Gone, and nobody knows."""
    for place in _some(things, dice, 14):
        things[place] = replace(things[place], really=None)


def _move(things: list[Thing], dice: Random) -> None:
    """Carried to another room without a note."""
    counted = [room.code for room in rooms() if room.code != LOCKED]
    for place in _some(things, dice, 22):
        elsewhere = [code for code in counted if code != things[place].room.code]
        things[place] = replace(things[place], really=dice.choice(elsewhere))


def _leave_untagged(things: list[Thing], dice: Random) -> None:
    """Nobody has stuck a tag on it."""
    for place in _some(things, dice, 8, batch=False):
        things[place] = replace(things[place], tag=None)


def _write_off(things: list[Thing], dice: Random) -> None:
    """Written off in the books, and still standing where it always stood."""
    for place in _some(things, dice, 3, batch=False):
        things[place] = replace(things[place], state="已处置")
