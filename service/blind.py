"""Blind counts: whoever counts is not shown what is expected, nor what was found."""

from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.campaign.stocktakes import counting_blind
from inventory.campaign import COUNTED_IN, Status, sees_expected
from inventory.errors import InventoryError
from inventory.standing import Standing
from service.access import Who


class BlindCount(InventoryError):
    """What is expected is kept from whoever counts."""

    text = "This is a blind count: until counting is over, only managers see what is expected and what was found."


def is_blind(session: Session, who: Who) -> bool:
    """Whether things are counted blind, and the register is kept from them: it too says what is expected where."""
    return who.role < Role.MANAGER and counting_blind(session, who.school)


def refuse_register_if_blind(session: Session, who: Who) -> None:
    """Raises `BlindCount` if the register is kept from them."""
    if is_blind(session, who):
        raise BlindCount


def hides_from(session: Session, who: Who, standing: Standing) -> bool:
    """Whether what is expected and was found in this stock-take is kept from them.

    It is in a blind count, and while there is one in every stock-take that is over or reviewed: last year's says what
    is booked where just as the register does. One that is counted beside it cannot be counted unseen.
    """
    return hides(session, who, standing.status, blind=standing.campaign.blind)


def hides(session: Session, who: Who, status: Status, *, blind: bool) -> bool:
    """The same of a stock-take in this state that is counted `blind` or not."""
    counted_blind = not sees_expected(blind, status, who.role)
    return counted_blind or (status not in COUNTED_IN and is_blind(session, who))


def refuse_if_blind(session: Session, who: Who, standing: Standing) -> None:
    """Raises `BlindCount` if they may not see what is expected."""
    if hides_from(session, who, standing):
        raise BlindCount
