"""Judging a stock-take again after something came in: the same verdicts as judging all of it, for less work.

A verdict hangs on what was heard and ticked of the thing itself, on the rooms it may be in (how often they and the
rooms next to them were walked, how well, and who looked through them), and on what was learned of all tags. The last
is told in steps (`inventory.readability.rounded`), so that little of what comes in changes it. When it does change,
only what it could matter for is judged anew as well: what is not so far beyond doubt (`inventory.reserve`).
"""

import numpy as np

from inventory.arrays import Flags, Numbers, Reals, Texts
from inventory.at_home import heard_at_home_again
from inventory.ground import Ground
from inventory.judgement import Judgement, Verdicts, judge, verdicts_on
from inventory.learning import learn
from inventory.readability import Bells
from inventory.reserve import shifts
from inventory.roll import Roll
from inventory.whereabouts import Whereabouts, about


def judge_again(before: Judgement, roll: Roll, fresh: Texts) -> tuple[Judgement, Numbers]:
    """The judgement on `roll`, and the things of which something else is said or heard than before, in order.

    `fresh` are the passes, now or before, of which something else is known now than before, by their ids in
    hexadecimal digits. The list is the same.
    """
    if not before.roll.things or before.roll.ground.rooms != roll.ground.rooms:
        return judge(roll), np.arange(roll.things)
    heard, known = _heard_otherwise(before.roll, roll, fresh), _foreign_before(before.roll, roll)
    home = heard_at_home_again(before.home, roll, _rooms_otherwise(before.roll, roll, heard))
    whereabouts, news = learn(roll, home), _news(before.roll, roll, heard, known)
    changed = _changed_places(before.whereabouts, whereabouts)
    concerned, (then, reserve) = news | _near(roll, changed), _judged_before(before, roll, known)
    if not _same_rules(before.whereabouts, whereabouts):
        reserve -= shifts(before.whereabouts, whereabouts, ~changed, roll)
        concerned |= ~(reserve > 0)
    things = np.flatnonzero(concerned)
    anew, left = verdicts_on(roll, whereabouts, things)
    news[things[anew.unlike(then.of(things))]] = True
    for column, said in zip([*then.columns(), reserve], [*anew.columns(), left], strict=True):
        column[things] = said
    return Judgement(roll, home, whereabouts, then, reserve), np.flatnonzero(news)


def _same_rules(one: Whereabouts, other: Whereabouts) -> bool:
    """Whether what concerns everything is the same: tables, shares, walls, and the rooms that stand for many."""
    mine, theirs = one.ground, other.ground
    some = list(mine.somewhere)
    return (
        one.shares == other.shares
        and one.readability.mute == other.readability.mute
        and np.array_equal(one.readability.kinds, other.readability.kinds)
        and np.array_equal(one.readability.detection, other.readability.detection)
        and _same_bells(one.readability.strength, other.readability.strength)
        and _same_bells(one.readability.count, other.readability.count)
        and np.array_equal(mine.near, theirs.near)
        and np.array_equal(mine.chances[:2, some], theirs.chances[:2, some])
        and _numbers_of_rooms(mine) == _numbers_of_rooms(theirs)
    )


def _same_bells(one: Bells, other: Bells) -> bool:
    return np.array_equal(one.means, other.means) and np.array_equal(one.spreads, other.spreads)


def _numbers_of_rooms(ground: Ground) -> tuple[int, int, int]:
    counted, uncounted = int(ground.counted.sum()), int(ground.uncounted.sum())
    return counted + uncounted, about(counted), about(uncounted)


def _foreign_before(before: Roll, roll: Roll) -> Numbers:
    """By foreign tag which one it was before, -1 for those that are new."""
    at = np.searchsorted(before.foreign, roll.foreign)
    return np.where(np.append(before.foreign, b"")[at] == roll.foreign, at, -1)


def _judged_before(before: Judgement, roll: Roll, known: Numbers) -> tuple[Verdicts, Reals]:
    """A copy of the verdicts and reserves as they were; what they say of foreign tags that are new means nothing."""
    verdicts, reserve, items = before.verdicts, before.reserve, roll.items
    foreign = np.where(known < 0, 0, items + known)
    return verdicts.of(slice(items)).followed_by(verdicts.of(foreign)), np.append(reserve[:items], reserve[foreign])


def _heard_otherwise(before: Roll, roll: Roll, fresh: Texts) -> tuple[Flags, Flags]:
    """The tags that the fresh passes heard then, and those they heard now."""
    then, now = (_tags_heard_by(each, np.isin(each.columns.passes, fresh)) for each in (before, roll))
    return then, now


def _rooms_otherwise(before: Roll, roll: Roll, heard: tuple[Flags, Flags]) -> Numbers:
    """The rooms with tags of the list of which something else was heard before, or that came into dispute or out of
    it; and those that were walked more often or less."""
    listed, (then, now) = roll.columns.listed, heard
    tags = len(listed.tag)
    otherwise = then[:tags] | now[:tags] | (before.disputed[:tags] != roll.disputed[:tags])
    rooms = listed.tag_room[otherwise]
    return np.union1d(rooms[rooms >= 0], np.flatnonzero(before.ground.passes != roll.ground.passes))


def _news(before: Roll, roll: Roll, heard: tuple[Flags, Flags], known: Numbers) -> Flags:
    """The things that were heard or ticked otherwise before."""
    then, now = before.numbered.with_any(heard[0]), roll.numbered.with_any(heard[1])
    now[: roll.items] |= then[: roll.items]
    now[roll.items :] |= (known < 0) | np.append(then[roll.items :], False)[known]
    now[_ticked_otherwise(before, roll)] = True
    return now


def _changed_places(one: Whereabouts, other: Whereabouts) -> Flags:
    """The places of which something else is known."""
    mine, theirs = one.ground, other.ground
    changed: Flags = np.any(mine.chances[:2] != theirs.chances[:2], axis=0) | (mine.open != theirs.open)
    changed |= (one.effort != other.effort) | np.any(one.looked != other.looked, axis=0)
    return changed


def _near(roll: Roll, changed: Flags) -> Flags:
    """The things booked, ticked or heard in these places and those next to them."""
    ground, places = roll.ground, changed.copy()
    places[ground.near[np.repeat(changed, ground.walls)]] = True
    near = (roll.booked >= 0) & places[roll.booked]
    near[roll.ticked[places[roll.tick_place]]] = True
    return near | roll.numbered.with_any(_tags_heard_by(roll, places[roll.columns.pass_room]))


def _tags_heard_by(roll: Roll, passes: Flags) -> Flags:
    """The numbers under which tags were heard by any of these passes."""
    tags = np.zeros(len(roll.first), np.bool_)
    if passes.any():
        traces = roll.columns.traces
        tags[roll.numbered.heard_as(traces.of(np.flatnonzero(passes[traces.walk])))] = True
    return tags


def _ticked_otherwise(before: Roll, roll: Roll) -> Numbers:
    """The things that were ticked in other rooms before."""
    places = len(roll.ground.passes)
    then, now = (each.ticked * places + each.tick_place for each in (before, roll))
    return np.setxor1d(then, now, assume_unique=True) // places
