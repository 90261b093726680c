"""Ticking things off in a room, by their numbers or by count, and taking ticks back.

A person's ticks in a room belong to one walk by hand as long as they follow each other. Which piece of a card a tick
means is settled by `inventory.ticking`.
"""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.recounts import round_now
from inventory.actions.campaign.revisions import lock_open_stocktakes, touch
from inventory.actions.campaign.stocktakes import room_count, stocktake_for
from inventory.actions.counting.meanings import Meaning, meanings, pieces_of
from inventory.actions.counting.submissions import Tick, back_id, sent_before, tick_id, ticks_sent
from inventory.actions.counting.tick_lines import TickLine, ticks_in_room
from inventory.actions.counting.ticks import columns
from inventory.actions.documents.arriving import anything_on_its_way, confirm_ticked
from inventory.actions.presence.following import follow_ticks, tell_anew
from inventory.actions.proof.journal import record
from inventory.campaign import Step
from inventory.errors import NotFound
from inventory.ids import AssetId, ItemId, PassId, RoomId, SchoolId, StockTakeId, new_id
from inventory.scanned import scan
from inventory.store.stocktakes import HandTick, Pass
from inventory.ticking import BY_HAND, Piece, next_piece, settle

SITTING = timedelta(hours=2)
"""Who ticks nothing for so long and then goes on has begun another walk."""

_NAMED_IN_JOURNAL = 20

Meant = tuple[str, Meaning]
"""A text that is to be ticked, and all it can mean."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who ticks in which room (its code), and when. What is sent with the same mark `submission` changes nothing."""

    school: SchoolId
    stocktake: StockTakeId
    code: str
    by: str
    at: datetime
    submission: UUID


class Outcome(StrEnum):
    """What became of one number. AGAIN: all it can mean was ticked here before, and nothing was changed."""

    TICKED = "ticked"
    AGAIN = "again"
    UNKNOWN = "unknown"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True)
class Told:
    """What one number meant and what was done: `ticked` of `booked` pieces of its card stand ticked in the room.

    `home` is the code of the room the books give the thing, "" if none. So many pieces as `beyond` were counted
    more than the books know at all.
    """

    text: str
    outcome: Outcome
    asset_no: str = ""
    name: str = ""
    home: str = ""
    ticked: int = 0
    booked: int = 0
    beyond: int = 0


@dataclass(frozen=True, slots=True)
class _Ground:
    """The room now: the ticks of this round that stand, newest first."""

    room: RoomId
    round: int
    lines: tuple[TickLine, ...]

    def items(self) -> set[ItemId]:
        """The things that stand ticked in the room."""
        return {line.item for line in self.lines if line.item}


def tick_texts(session: Session, hand: Hand, texts: Sequence[str], seen: Collection[ItemId]) -> tuple[Told, ...]:
    """Ticks what each text means: the number of a card, a tag, a label. One that means nothing is kept as unknown.

    `seen` are things heard in the room, which a number of several pieces does not mean. Raises as
    `stocktake_for`, for COUNT, and `NotFound` for the room.
    """
    ground = _ground(session, hand)
    known = meanings(session, hand.school, hand.stocktake, [scan(text) for text in dict.fromkeys(texts)])
    meant = [(text, known[text]) for text in texts]
    return _tick(session, hand, ground, meant, seen)


def tick_card(session: Session, hand: Hand, asset: AssetId, seen: Collection[ItemId]) -> Told:
    """Ticks one more piece of the card. Raises as `tick_texts`, and `NotFound` for a card not on the frozen list."""
    ground = _ground(session, hand)
    pieces = _pieces(session, hand, asset)
    meant = [(pieces[0].asset_no, Meaning(tuple(pieces), certain=False))]
    return _tick(session, hand, ground, meant, seen)[0]


def count_card(session: Session, hand: Hand, asset: AssetId, count: int, seen: Collection[ItemId]) -> Told:
    """Makes it `count` pieces of the card that stand ticked in the room. Raises as `tick_card`."""
    ground = _ground(session, hand)
    pieces = _pieces(session, hand, asset)
    if not sent_before(session, hand.school, hand.submission):
        standing = {line.item: line for line in ground.lines if line.item}
        more, less = settle(pieces, ground.room, standing.keys(), seen, count)
        ticks = [(piece.asset_no, piece.item) for piece in more]
        _store(session, hand, ground, ticks, [standing[piece.item] for piece in less])
    counted = {piece.item for piece in pieces[:count]}
    told = _told(pieces[0].asset_no, pieces[0], pieces, ground.room, counted)
    return replace(told, beyond=max(0, count - len(pieces)))


def take_back(session: Session, hand: Hand, tick: UUID) -> tuple[Told, ...]:
    """The tick does not stand any more; a second time changes nothing. Raises as `tick_texts`."""
    ground = _ground(session, hand)
    lines = [line for line in ground.lines if line.id == tick]
    _store(session, hand, ground, [], lines)
    return tuple(Told(line.text, Outcome.TAKEN_BACK, line.asset_no, line.name) for line in lines)


def try_again(session: Session, hand: Hand, tick: UUID, seen: Collection[ItemId]) -> tuple[Told, ...]:
    """Looks up a number once more that meant nothing when it was ticked. Raises as `tick_texts`."""
    unknown = [line for line in _ground(session, hand).lines if line.id == tick and line.item is None]
    told = tick_texts(session, hand, [line.text for line in unknown], seen)
    if any(each.outcome is not Outcome.UNKNOWN for each in told):
        take_back(session, hand, tick)
    return told


def _ground(session: Session, hand: Hand) -> _Ground:
    if anything_on_its_way(session, hand.school):
        lock_open_stocktakes(session, hand.school)  # all in their order: a transfer that is confirmed touches each
    stocktake_for(session, hand.school, hand.stocktake, Step.COUNT)
    room = RoomId(room_count(session, hand.school, hand.stocktake, hand.code).room_id)
    number = round_now(session, hand.school, hand.stocktake)
    return _Ground(room, number, ticks_in_room(session, hand.school, hand.stocktake, room, number))


def _pieces(session: Session, hand: Hand, asset: AssetId) -> list[Piece]:
    pieces = pieces_of(session, hand.school, hand.stocktake, asset)
    if not pieces:
        raise NotFound(kind="card", name=asset)
    return pieces


def _tick(
    session: Session, hand: Hand, ground: _Ground, meant: Sequence[Meant], seen: Collection[ItemId]
) -> tuple[Told, ...]:
    """Ticks a piece for each text, and keeps a text that means nothing once. Sent again, it only tells the same."""
    if sent_before(session, hand.school, hand.submission):
        return _told_again(ground, meant, ticks_sent(session, hand.school, hand.submission, len(meant)))
    ticked = ground.items()
    unheard_of = {line.text for line in ground.lines if line.item is None}
    told, new = [], []
    for text, meaning in meant:
        piece = _choose(meaning, ground.room, ticked, seen)
        told.append(_told(text, piece, meaning.pieces, ground.room, ticked))
        if piece or not (meaning.pieces or text in unheard_of):
            new.append((text, piece.item if piece else None))
    _store(session, hand, ground, new)
    return tuple(told)


def _told_again(ground: _Ground, meant: Sequence[Meant], sent: Sequence[Tick]) -> tuple[Told, ...]:
    """What was told when the same was `sent` before, whatever became of it since."""
    ticked = ground.items() - {item for _, item in sent}
    left, told = deque(sent), []
    for text, meaning in meant:
        item = left.popleft()[1] if left and left[0][0] == text else None
        piece = next((piece for piece in meaning.pieces if piece.item == item), None)
        ticked |= {piece.item} if piece else set()
        told.append(_told(text, piece, meaning.pieces, ground.room, ticked))
    return tuple(told)


def _choose(meaning: Meaning, room: RoomId, ticked: set[ItemId], seen: Collection[ItemId]) -> Piece | None:
    """The piece the number means now, which is ticked from now on."""
    piece = next_piece(meaning.pieces, room, ticked, seen)
    if piece:
        ticked.add(piece.item)
    return piece


def _told(text: str, piece: Piece | None, pieces: Sequence[Piece], room: RoomId, ticked: Collection[ItemId]) -> Told:
    if not pieces:
        return Told(text, Outcome.UNKNOWN)
    one = piece or pieces[0]
    return Told(
        text=text,
        outcome=Outcome.TICKED if piece else Outcome.AGAIN,
        asset_no=one.asset_no,
        name=one.name,
        home="" if one.room == room else one.room_code,
        ticked=sum(each.item in ticked for each in pieces),
        booked=sum(each.room == room for each in pieces),
    )


def _store(
    session: Session, hand: Hand, ground: _Ground, ticks: Sequence[Tick], back: Sequence[TickLine] = ()
) -> None:
    """Adds the ticks to the person's walk, and to the walk of each tick that is taken back one that retracts it."""
    if not (ticks or back):
        return
    evidence = touch(session, hand.school, hand.stocktake)
    walk = _walk(session, hand, ground, evidence) if ticks else None
    rows = [
        {"id": tick_id(hand.submission, number), "pass_id": walk, "item_id": item} | columns(text)
        for number, (text, item) in enumerate(ticks)
    ]
    rows += [
        {"id": back_id(hand.submission, number), "pass_id": line.walk, "item_id": line.item}
        | columns(line.text)
        | {"retracts": line.id}
        for number, line in enumerate(back)
    ]
    session.execute(insert(HandTick), [row | {"school_id": hand.school, "ticked_at": hand.at} for row in rows])
    facts = {"room": hand.code, "ticked": _named([text for text, _ in ticks])}
    facts |= {"taken back": _named([line.text for line in back])} if back else {}
    record(session, hand.school, at=hand.at, by=hand.by, what="ticked by hand", subject=hand.stocktake, facts=facts)
    seen = [item for _, item in ticks if item]
    confirm_ticked(session, hand.school, seen, ground.room, by=hand.by, seen=hand.at, at=hand.at)
    if walk:
        follow_ticks(session, hand.school, PassId(walk), ground.room, seen, hand.at)
    tell_anew(session, hand.school, {line.item for line in back if line.item})


def _named(texts: Sequence[str]) -> str:
    named = ", ".join(texts[:_NAMED_IN_JOURNAL])
    return named if len(texts) <= _NAMED_IN_JOURNAL else f"{named}, … ({len(texts)})"


def _walk(session: Session, hand: Hand, ground: _Ground, evidence: int) -> UUID:
    """The walk this person is making by hand in the room, begun now if there is none; its last tick is its end."""
    walk = session.scalars(
        select(Pass)
        .where(
            Pass.school_id == hand.school,
            Pass.stocktake_id == hand.stocktake,
            Pass.room_id == ground.room,
            Pass.device == BY_HAND,
            Pass.counted_by == hand.by,
            Pass.round == ground.round,
            Pass.ended_at >= hand.at - SITTING,
        )
        .order_by(Pass.ended_at.desc())
    ).first()
    if walk is None:
        walk = Pass(
            school_id=hand.school,
            id=new_id(),
            stocktake_id=hand.stocktake,
            room_id=ground.room,
            device=BY_HAND,
            station_id=None,
            counted_by=hand.by,
            started_at=hand.at,
            ended_at=hand.at,
            received_at=hand.at,
            round=ground.round,
        )
        session.add(walk)
    walk.ended_at, walk.evidence = hand.at, evidence
    session.flush()
    return walk.id
