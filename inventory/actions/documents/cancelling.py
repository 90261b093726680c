"""Taking back what slips have done: the whole slip, or only its last step; each by entries that say the opposite."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inventory.actions.campaign.revisions import touch_open_stocktakes
from inventory.actions.documents.approving import NotAsked, WhyNot, the_slip_row
from inventory.actions.documents.movements import Occasion
from inventory.actions.documents.reversing import reverse_all, undone
from inventory.actions.documents.staging import courses_of
from inventory.actions.proof.journal import record
from inventory.ids import SchoolId, SlipId
from inventory.kinds import KINDS
from inventory.movements import Document
from inventory.slips import SlipStatus, status_now
from inventory.store.movements import MovementRow

_STANDING = frozenset({SlipStatus.UNDER_WAY, SlipStatus.DONE})


def cancel(session: Session, school: SchoolId, slip: SlipId, occasion: Occasion) -> list[Document]:
    """Everything the slip did is as it was before it, and the slip is over.

    Raises `NotFound`, `WhyNot`, `NotAsked` if it has done nothing, `ThingWentOn` if something happened since.
    """
    touch_open_stocktakes(session, school)
    row = the_slip_row(session, school, slip)
    if row.status not in _STANDING:
        raise NotAsked
    if not occasion.reason.strip():
        raise WhyNot
    its = (MovementRow.slip_id == slip) & MovementRow.reverses.is_(None)
    documents = reverse_all(session, school, its, occasion)
    row.status = SlipStatus.CANCELLED.value
    record(
        session,
        school,
        at=occasion.at,
        by=occasion.by,
        what="document cancelled",
        subject=slip,
        reason=occasion.reason,
    )
    return documents


def step_back(session: Session, school: SchoolId, slip: SlipId, occasion: Occasion) -> list[Document]:
    """The last step of the slip is as if it had not been taken, and can be taken again. Raises as `cancel` does."""
    touch_open_stocktakes(session, school)
    row = the_slip_row(session, school, slip)
    its = (MovementRow.school_id == school, MovementRow.slip_id == slip, MovementRow.id.not_in(undone(school)))
    part = session.scalar(select(func.max(MovementRow.part)).where(*its))
    if row.status not in _STANDING or part is None:
        raise NotAsked
    if not occasion.reason.strip():
        raise WhyNot
    last = (MovementRow.slip_id == slip) & (MovementRow.part == part)
    documents = reverse_all(session, school, last, occasion)
    taken = [course.taken for course in courses_of(session, school, slip)]
    row.status = status_now(KINDS[row.kind], approved=True, taken=taken).value
    return documents
