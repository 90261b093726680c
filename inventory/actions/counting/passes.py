"""Walks through a room: begun and ended with a station that reads live, or handed in whole by another program."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from inventory.actions.campaign.recounts import round_now
from inventory.actions.campaign.revisions import lock_open_stocktakes, touch
from inventory.actions.campaign.stocktakes import room_count, stocktake_for, the_stocktake
from inventory.actions.counting.ticks import Ticked, items_ticked, tick
from inventory.actions.documents.arriving import anything_on_its_way, confirm_seen, confirm_ticked
from inventory.actions.presence.following import follow_ticks, follow_walk
from inventory.actions.presence.sightings import columns, told_by
from inventory.campaign import COUNTED_IN, Status, Step
from inventory.errors import InventoryError, NotFound
from inventory.ids import PassId, RoomId, SchoolId, StationId, StockTakeId, new_id
from inventory.sightings import Sighting as Seen
from inventory.sightings import clock_error
from inventory.store.bulk import insert_rows
from inventory.store.sightings import Placement, Sighting, Station
from inventory.store.stocktakes import Pass, RoomCount


class PassElsewhere(InventoryError):
    """The id of this pass stands for a walk through another room."""

    text = "The pass {pass_id} was handed in for another room already. Give every walk an id of its own."


@dataclass(frozen=True, slots=True)
class Sweep:
    """One finished walk through a room, as a page or an exported file hands it in."""

    pass_id: PassId
    device: str
    counted_by: str
    started_at: datetime
    ended_at: datetime
    sent_at: datetime
    sightings: Sequence[Seen]
    by_hand: Sequence[Ticked]


@dataclass(frozen=True, slots=True)
class SweepTaken:
    """What became of a sweep: `late` when counting was over (kept, but it changes nothing until it is taken in).

    `archived`: the stock-take was put away for good, so it is kept and never taken in.
    """

    duplicate: bool
    late: bool
    unknown_numbers: tuple[str, ...]
    archived: bool = False


def start_pass(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    code: str,
    station: StationId,
    *,
    walk: PassId,
    by: str,
    at: datetime,
) -> PassId:
    """From now on the station speaks for this room; the room it spoke for before is left.

    Starting the same `walk` again changes nothing. Raises `NotFound` (stock-take, room, station),
    `PassElsewhere`, and as `stocktake_for`, for COUNT.
    """
    found = _locked(session, school, station)
    lock_open_stocktakes(session, school)  # all in their order: what it leaves may be a room of another one
    stocktake_for(session, school, stocktake, Step.COUNT)
    room = room_count(session, school, stocktake, code)
    if _known(session, school, walk, room) is not None:
        return walk
    leave_room(session, school, station, at=at)
    session.add(
        Pass(
            school_id=school,
            id=walk,
            stocktake_id=stocktake,
            room_id=room.room_id,
            device=found.name,
            station_id=station,
            counted_by=by,
            started_at=at,
            ended_at=None,
            received_at=at,
            round=round_now(session, school, stocktake),
            evidence=touch(session, school, stocktake),
        )
    )
    session.flush()
    session.add(
        Placement(
            school_id=school,
            id=new_id(),
            station_id=station,
            scan_point="",
            room_id=room.room_id,
            pass_id=walk,
            started_at=at,
            ended_at=None,
        )
    )
    return walk


def the_pass(session: Session, school: SchoolId, stocktake: StockTakeId, code: str, walk: PassId) -> Pass:
    """That walk, if it is one through this room. Raises `NotFound`."""
    room = room_count(session, school, stocktake, code)
    found = session.get(Pass, (school, walk))
    if found is None or (found.stocktake_id, found.room_id) != (stocktake, room.room_id):
        raise NotFound(kind="pass", name=walk)
    return found


def end_pass(session: Session, school: SchoolId, walk: PassId, *, at: datetime) -> None:
    """The walk is over; ending it again changes nothing. Raises `NotFound`."""
    found = session.get(Pass, (school, walk))
    if found is None:
        raise NotFound(kind="pass", name=walk)
    if found.ended_at is None and found.station_id is not None:
        _locked(session, school, StationId(found.station_id))
        leave_room(session, school, StationId(found.station_id), at=at)


def _locked(session: Session, school: SchoolId, station: StationId) -> Station:
    """The station, whose walks nobody else begins or ends until the commit. Raises `NotFound`.

    Always locked before a stock-take, as when sightings are taken in: so no two wait for each other.
    """
    found = session.get(Station, (school, station), with_for_update=True)
    if found is None:
        raise NotFound(kind="station", name=station)
    return found


def leave_room(session: Session, school: SchoolId, station: StationId, *, at: datetime) -> None:
    """Ends whatever pass and placement of the station is still open, in whatever stock-take."""
    its = (Pass.school_id == school, Pass.station_id == station, Pass.ended_at.is_(None))
    for stocktake in session.scalars(
        select(Pass.stocktake_id).where(*its).distinct().order_by(Pass.stocktake_id)
    ).all():
        evidence = touch(session, school, StockTakeId(stocktake))
        of_it = (*its, Pass.stocktake_id == stocktake)
        session.execute(update(Pass).where(*of_it).values(ended_at=at, evidence=evidence))
    still = (Placement.school_id == school, Placement.station_id == station, Placement.ended_at.is_(None))
    session.execute(update(Placement).where(*still).values(ended_at=at))


def end_walks(session: Session, school: SchoolId, stocktake: StockTakeId, *, at: datetime) -> None:
    """Ends every walk of the stock-take that a station is still making.

    Locks the school's stations and then its open stock-takes, as whoever begins or ends a walk does, so that no two
    wait for each other.
    """
    stations = select(Station.id).where(Station.school_id == school).order_by(Station.id)
    session.execute(stations.with_for_update())
    lock_open_stocktakes(session, school)
    running = (Pass.school_id == school, Pass.stocktake_id == stocktake, Pass.ended_at.is_(None))
    for station in session.scalars(stations.where(Station.id.in_(select(Pass.station_id).where(*running)))).all():
        leave_room(session, school, StationId(station), at=at)


def hand_in_sweep(
    session: Session, school: SchoolId, stocktake: StockTakeId, code: str, sweep: Sweep, *, at: datetime
) -> SweepTaken:
    """Stores a finished walk, once however often it is handed in. Raises `NotFound` or `PassElsewhere`.

    A walk handed in when counting is over is kept and named late; it changes nothing until it is taken in.
    """
    arrivals = anything_on_its_way(session, school)
    if arrivals:
        lock_open_stocktakes(session, school)  # all in their order: a transfer that is confirmed touches each of them
    status = Status(the_stocktake(session, school, stocktake, lock=True).status)
    late, archived = status not in COUNTED_IN, status is Status.ARCHIVED
    room = room_count(session, school, stocktake, code)
    known = _known(session, school, sweep.pass_id, room)
    if known is not None:
        return SweepTaken(True, known.late, (), archived and known.late)
    error = clock_error(sweep.sent_at, at)
    session.add(
        Pass(
            school_id=school,
            id=sweep.pass_id,
            stocktake_id=stocktake,
            room_id=room.room_id,
            device=sweep.device,
            station_id=None,
            counted_by=sweep.counted_by,
            started_at=sweep.started_at + error,
            ended_at=sweep.ended_at + error,
            received_at=at,
            round=round_now(session, school, stocktake),
            late=late,
            evidence=0 if late else touch(session, school, stocktake),
        )
    )
    session.flush()
    if sweep.sightings:
        origin = _origin(school, sweep.pass_id)
        insert_rows(session, Sighting, [columns(seen, error, at) | origin for seen in sweep.sightings])
        if arrivals:
            heard = {seen.tag for seen in sweep.sightings}
            confirm_seen(session, school, heard, reader=sweep.device, at=at)
    unknown = tick(session, school, stocktake, sweep.pass_id, RoomId(room.room_id), sweep.by_hand)
    ticked = items_ticked(session, school, sweep.pass_id) if sweep.by_hand else []
    began = sweep.started_at + error
    if arrivals and ticked and not late:
        confirm_ticked(session, school, ticked, RoomId(room.room_id), by=sweep.counted_by, seen=began, at=at)
    told = [told_by(seen, error, at) for seen in sweep.sightings]
    follow_walk(session, school, sweep.pass_id, RoomId(room.room_id), told)
    follow_ticks(session, school, sweep.pass_id, RoomId(room.room_id), ticked, min(began, at))
    return SweepTaken(False, late, unknown, archived)


def _origin(school: SchoolId, walk: PassId) -> dict[str, object]:
    nobody = dict.fromkeys(("station_id", "scan_point", "outbox_id", "n"))
    return {"school_id": school, "pass_id": walk} | nobody


def _known(session: Session, school: SchoolId, walk: PassId, room: RoomCount) -> Pass | None:
    """This walk through this room, if it is stored already. Raises `PassElsewhere` if it was another room's."""
    present = session.get(Pass, (school, walk))
    if present is not None and (present.stocktake_id, present.room_id) != (room.stocktake_id, room.room_id):
        raise PassElsewhere(pass_id=walk)
    return present
