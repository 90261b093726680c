"""How the board of a stock-take may be looked at, and how many rooms each way shows at once."""

from enum import StrEnum

from inventory.stretches import AT_ONCE
from service.language import key


class View(StrEnum):
    """Rooms as door plates, as small tiles on a plan, or as tiles that a hall of people can read."""

    PLATES = "plates"
    PLAN = "plan"
    SCREEN = "screen"

    @property
    def most(self) -> int:
        """How many rooms one page shows."""
        return AT_ONCE if self is View.PLATES else TILES_AT_ONCE


VIEWS = {View.PLATES: key("Door plates"), View.PLAN: key("Plan"), View.SCREEN: key("Big screen")}
"""What each is called."""

TILES_AT_ONCE = 900
"""A tile is a quarter of a plate: so many are some 400 kB of HTML."""
