"""What is known of a workbook before it is opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from inventory.exchange.reading.sheets import Spoilt


@dataclass(frozen=True, slots=True)
class Inspection:
    """`spoilt`: by sheet, the cells that are read as empty although a formula stands in them.

    `is_linked`: some formulas take values from other files.
    """

    spoilt: Mapping[str, Sequence[Spoilt]] = field(default_factory=dict)
    is_linked: bool = False
