"""Closing a stock-take: every finding is frozen as it stands; and opening it again, which is an entry of its own."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.carrying_out import carry_out, take_back
from inventory.actions.campaign.evidence_seal import EVIDENCE, evidence_digest
from inventory.actions.campaign.recounts import end_recount
from inventory.actions.campaign.revisions import revision, touch, touch_open_stocktakes
from inventory.actions.campaign.standing import standing
from inventory.actions.campaign.stocktakes import stocktake_for
from inventory.actions.counting.passes import end_walks
from inventory.actions.proof.journal import record
from inventory.campaign import Status, Step
from inventory.digest import digest_of
from inventory.frozen import line_to_json
from inventory.ids import SchoolId, StockTakeId, new_id
from inventory.standing import Line, Standing
from inventory.store.closings import Closing
from inventory.store.stocktakes import FindingRow, StockTake


@dataclass(frozen=True)
class _Frozen:
    """Findings with what was decided about them, as `rows` that are ready to be kept, and the digest of all."""

    revision: int
    lines: tuple[Line, ...]
    rows: tuple[dict[str, Any], ...]
    digest: str


def close_stocktake(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    seen: Standing | None = None,
    *,
    by: str,
    at: datetime,
    zone: tzinfo = UTC,
) -> None:
    """Ends the walks, freezes every finding as it stands, and carries out what was decided.

    What comes later is kept, and changes nothing here any more. `seen` is the stock-take as it was judged last: all
    that can be made of it is made before anybody is locked out, and only if something has changed since is it judged
    again meanwhile. Days and years are those of `zone`. Raises as `stocktake_for`, for CLOSE.
    """
    frozen = _frozen(seen) if seen else None
    end_walks(session, school, stocktake, at=at)
    found = stocktake_for(session, school, stocktake, Step.CLOSE)
    end_recount(session, school, stocktake)
    if frozen is None or frozen.revision != revision(session, school, stocktake):
        frozen = _frozen(standing(session, school, stocktake, zone))
    touch_open_stocktakes(session, school)  # what is carried out changes the register others are held against
    _mark_closed(found, by=by, at=at)
    _keep(session, found, frozen)
    evidence = evidence_digest(session, school, stocktake, at)
    facts = {"closing": str(found.closing), "digest": frozen.digest, EVIDENCE: evidence}
    record(session, school, at=at, by=by, what="stock-take closed", subject=stocktake, facts=facts)
    carry_out(session, school, stocktake, found.closing, frozen.lines, by=by, at=at, zone=zone)


def _frozen(now: Standing) -> _Frozen:
    lines = tuple(now.lines)
    said = [line_to_json(line) for line in lines]
    rows = tuple(
        {"id": new_id(), "place": place, "kind": line.kind.value, "line": kept}
        for place, (line, kept) in enumerate(zip(lines, said, strict=True))
    )
    return _Frozen(now.revision, lines, rows, digest_of(lines, said))


def _mark_closed(found: StockTake, *, by: str, at: datetime) -> None:
    found.status = Status.CLOSED.value
    found.closed_by, found.closed_at = by, at
    found.closing += 1
    found.revision += 1


def _keep(session: Session, found: StockTake, frozen: _Frozen) -> None:
    """Writes down the findings, and the closing they belong to."""
    same = {"school_id": found.school_id, "stocktake_id": found.id, "closing": found.closing}
    if frozen.rows:
        session.execute(insert(FindingRow), [row | same for row in frozen.rows])
    session.add(
        Closing(
            school_id=found.school_id,
            id=new_id(),
            stocktake_id=found.id,
            number=found.closing,
            digest=frozen.digest,
            closed_by=found.closed_by,
            closed_at=found.closed_at,
            reopened_by=None,
            reopened_at=None,
            reason="",
        )
    )
    session.flush()


def reopen_stocktake(
    session: Session,
    school: SchoolId,
    stocktake: StockTakeId,
    reason: str,
    *,
    by: str,
    at: datetime,
    zone: tzinfo = UTC,
) -> None:
    """Takes the last closing back with its documents and leads to the review; what it froze stays readable.

    Years are those of `zone`. Raises `ThingWentOn` if a thing has moved on since, and as `stocktake_for`, for REOPEN.
    """
    touch_open_stocktakes(session, school)
    found = stocktake_for(session, school, stocktake, Step.REOPEN)
    closing = session.scalar(
        select(Closing).where(
            Closing.school_id == school, Closing.stocktake_id == stocktake, Closing.number == found.closing
        )
    )
    take_back(session, school, stocktake, found.closing, by=by, at=at, reason=reason, zone=zone)
    if closing is not None:  # none was written by the versions that could not reopen
        closing.reopened_by, closing.reopened_at, closing.reason = by, at, reason
    found.status = Status.REVIEW.value
    found.closed_by = found.closed_at = None
    session.flush()
    touch(session, school, stocktake)
    facts = {"closing": str(found.closing)}
    record(session, school, at=at, by=by, what="stock-take reopened", subject=stocktake, facts=facts, reason=reason)
