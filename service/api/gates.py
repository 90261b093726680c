"""Gates: a fixed reader stands at a door of the room it stays in."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from inventory.actions.presence.gates import GateWish, end_gate, set_gate
from inventory.gates import LEAST_READS, LEAST_RSSI
from inventory.ids import StationId
from service.access import Admin
from service.database import WriteSession
from service.wire import Word

router = APIRouter(prefix="/stations/{station}/gate")


class GateIn(BaseModel):
    """The room behind the door ("" for outside), and the scan points inside and outside of it, if it has both.

    A tag passes when it answers `least_reads` times, or once as loud as `least_rssi` (dBm).
    """

    beyond: Word = ""
    inner: Word = ""
    outer: Word = ""
    least_reads: Annotated[int, Field(ge=1, le=1000)] = LEAST_READS
    least_rssi: Annotated[float, Field(ge=-120, le=0)] = LEAST_RSSI

    def wish(self) -> GateWish:
        """The same, without blanks around the words."""
        words = (self.beyond.strip(), self.inner.strip(), self.outer.strip())
        return GateWish(*words, self.least_reads, self.least_rssi)


@router.put("", status_code=204)
def put_gate(who: Admin, session: WriteSession, station: UUID, asked: GateIn) -> None:
    """What goes out by it from now on is told of."""
    set_gate(session, who.school, StationId(station), asked.wish(), by=who.name, at=datetime.now(UTC))


@router.delete("", status_code=204)
def delete_gate(who: Admin, session: WriteSession, station: UUID) -> None:
    """It is an ordinary reader again."""
    end_gate(session, who.school, StationId(station), by=who.name, at=datetime.now(UTC))
