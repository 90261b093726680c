"""Blind counts: whoever counts is not shown what is expected, nor what was found."""

from inventory.campaign import sees_expected
from inventory.errors import InventoryError
from inventory.standing import Standing
from service.access import Who


class BlindCount(InventoryError):
    """What is expected is kept from whoever counts."""

    text = "This is a blind count: until counting is over, only managers see what is expected and what was found."


def refuse_if_blind(who: Who, standing: Standing) -> None:
    """Raises `BlindCount` if they may not see what is expected."""
    if not sees_expected(standing.campaign.blind, standing.status, who.role):
        raise BlindCount
