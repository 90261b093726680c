"""What is known of a workbook before it is opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from inventory.exchange.reading.sheets import Spoilt


@dataclass(frozen=True, slots=True)
class Inspection:
    """`spoilt`: by sheet, the formulas whose results cannot be relied upon.

    `is_linked`: somewhere it takes values from other files.
    """

    spoilt: Mapping[str, Sequence[Spoilt]] = field(default_factory=dict)
    is_linked: bool = False
