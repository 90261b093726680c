"""Blind counts: whoever counts is not shown what is expected, nor what was found."""

from sqlalchemy.orm import Session

from inventory.access import Role
from inventory.actions.stocktakes import counting_blind
from inventory.campaign import sees_expected
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


def refuse_if_blind(who: Who, standing: Standing) -> None:
    """Raises `BlindCount` if they may not see what is expected."""
    if not sees_expected(standing.campaign.blind, standing.status, who.role):
        raise BlindCount
