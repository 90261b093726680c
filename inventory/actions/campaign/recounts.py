"""Counting again what is in doubt, or a sample: which things, in which rooms, and whether the first count stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch
from inventory.actions.campaign.stocktakes import stocktake_for
from inventory.actions.proof.journal import record
from inventory.actions.proof.sums import came
from inventory.campaign import Recount, Status, Step
from inventory.errors import InventoryError
from inventory.findings import Kind
from inventory.ids import SchoolId, StockTakeId, new_id
from inventory.lines import as_lines
from inventory.recounting import in_doubt, sample, where_to_look
from inventory.standing import Line
from inventory.store.recounts import RecountItem, RecountRow
from inventory.store.stocktakes import Pass, RoomCount
from inventory.verdicts import subject_of


class NothingToRecount(InventoryError):
    """A recount of nothing."""

    text = "There is nothing to count again: nothing is in doubt."


@dataclass(frozen=True, slots=True)
class Chosen:
    """A thing or tag of a recount (`subject` as in a decision), where to look, and what the first count had found."""

    subject: str
    room: str
    kind: Kind
    seen_room: str


def begin_recount(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    lines: Sequence[Line],
    *,
    percent: int | None,
    seed: int,
    due: date | None = None,
    by: str,
    at: datetime,
) -> int:
    """Chooses from `lines`, the findings as they stand, and opens the rooms again that hold what was chosen.

    `percent` None: all that is in doubt; else a sample of so many of a hundred, drawn with `seed`. `due` is the last
    day for those rooms; None leaves each the one it has. Returns how many were chosen. Raises `NothingToRecount`,
    and as `stocktake_for`, for RECOUNT.
    """
    found = stocktake_for(session, school, stocktake, Step.RECOUNT)
    chosen = in_doubt(lines) if percent is None else sample(lines, percent, seed)
    if not chosen:
        raise NothingToRecount
    number = round_now(session, school, stocktake)
    row = RecountRow(
        school_id=school,
        id=new_id(),
        stocktake_id=stocktake,
        number=number,
        percent=percent,
        seed=seed,
        started_by=by,
        started_at=at,
    )
    session.add(row)
    session.flush()
    session.execute(insert(RecountItem), [_columns(row, line) for line in chosen])
    came(session, school, RecountRow, RecountRow.id == row.id)
    came(session, school, RecountItem, RecountItem.recount_id == row.id)
    _open_rooms(session, school, stocktake, {where_to_look(line) for line in chosen}, due)
    found.status = Status.RECOUNT.value
    touch(session, school, stocktake)
    facts = {"number": str(number), "chosen": str(len(chosen))}
    facts |= {} if percent is None else {"percent": str(percent), "seed": str(seed)}
    facts |= {} if due is None else {"due": due.isoformat()}
    record(session, school, at=at, by=by, what="recount begun", subject=stocktake, facts=facts)
    return len(chosen)


def round_now(session: Session, school: SchoolId, stocktake: StockTakeId) -> int:
    """The round a walk belongs to that begins now: 1 is the first count, each recount is one more."""
    recounts = (RecountRow.school_id == school, RecountRow.stocktake_id == stocktake)
    return 1 + (session.scalar(select(func.max(RecountRow.number)).where(*recounts)) or 0)


def chosen_again(session: Session, school: SchoolId, stocktake: StockTakeId) -> tuple[Chosen, ...]:
    """What the newest recount looks at again, by room."""
    newest = _recounts(session, school, stocktake)[-1:]
    return tuple(chosen for row in newest for chosen in _chosen(session, row))


def recounts_of(
    session: Session, school: SchoolId, stocktake: StockTakeId, lines: Iterable[Line]
) -> tuple[Recount, ...]:
    """Every recount, the first one first: how many of its things were looked at again, and are found as before."""
    rows = _recounts(session, school, stocktake)
    chosen = [_chosen(session, row) for row in rows]
    found = as_lines(lines)
    again = found.of(found.about([each.subject for its in chosen for each in its]))
    now = {line.subject: (line.kind, line.seen_room or "") for line in again}
    return tuple(_recount(row, its, _gone_through(session, row), now) for row, its in zip(rows, chosen, strict=True))


def _recount(
    row: RecountRow, chosen: Sequence[Chosen], gone_through: set[str], now: dict[str, tuple[Kind, str]]
) -> Recount:
    """Nobody's silence confirms a count: what is as before in a room nobody went to again was not looked at."""
    same = [each for each in chosen if now.get(each.subject) == (each.kind, each.seen_room)]
    agreed = sum(each.room in gone_through for each in same)
    looked = len(chosen) - len(same) + agreed
    return Recount(row.number, row.percent, row.started_by, row.started_at, len(chosen), looked, agreed)


def _gone_through(session: Session, row: RecountRow) -> set[str]:
    """The rooms walked, or finished by eye, since this recount was begun."""
    walked = select(Pass.room_id).where(
        Pass.school_id == row.school_id,
        Pass.stocktake_id == row.stocktake_id,
        Pass.round > row.number,
        Pass.counts(),
    )
    codes = select(RoomCount.code).where(
        RoomCount.school_id == row.school_id,
        RoomCount.stocktake_id == row.stocktake_id,
        or_(RoomCount.completed_at > row.started_at, RoomCount.room_id.in_(walked)),
    )
    return set(session.scalars(codes))


def _recounts(session: Session, school: SchoolId, stocktake: StockTakeId) -> Sequence[RecountRow]:
    of_this = (RecountRow.school_id == school, RecountRow.stocktake_id == stocktake)
    return session.scalars(select(RecountRow).where(*of_this).order_by(RecountRow.number)).all()


def _chosen(session: Session, row: RecountRow) -> list[Chosen]:
    rows = session.scalars(
        select(RecountItem)
        .where(RecountItem.school_id == row.school_id, RecountItem.recount_id == row.id)
        .order_by(RecountItem.room_code, RecountItem.subject)
    )
    return [Chosen(each.subject, each.room_code, Kind(each.kind), each.seen_room) for each in rows]


def _columns(row: RecountRow, line: Line) -> dict[str, object]:
    return {
        "school_id": row.school_id,
        "recount_id": row.id,
        "subject": subject_of(line),
        "room_code": where_to_look(line),
        "kind": line.kind.value,
        "seen_room": line.seen_room or "",
    }


def _open_rooms(
    session: Session, school: SchoolId, stocktake: StockTakeId, codes: set[str], due: date | None
) -> None:
    rooms = (RoomCount.school_id == school, RoomCount.stocktake_id == stocktake, RoomCount.code.in_(codes))
    before = func.coalesce(RoomCount.completed_at, RoomCount.counted_at)
    last_day = {} if due is None else {"due": due}
    session.execute(update(RoomCount).where(*rooms).values(counted_at=before, completed_at=None, **last_day))


def end_recount(session: Session, school: SchoolId, stocktake: StockTakeId) -> None:
    """Rooms that were finished, opened for a recount and not gone to again are finished as they were before it."""
    opened = (
        RoomCount.school_id == school,
        RoomCount.stocktake_id == stocktake,
        RoomCount.completed_at.is_(None),
        RoomCount.counted_at.is_not(None),
    )
    if session.scalar(select(func.count()).select_from(RoomCount).where(*opened)):
        session.execute(update(RoomCount).where(*opened).values(completed_at=RoomCount.counted_at))
        touch(session, school, stocktake)
