"""What a door plate makes visible of its figures: the filling bar and the findings worth a sign."""

from dataclasses import dataclass

from inventory.findings import Kind
from inventory.reports import RoomSheet
from inventory.sections import Figures, Section

# The bar fills from the left with what is settled; what is not counted yet stays blank.
_BAR = (
    Section.SEEN,
    Section.ACCOUNTED,
    Section.MOVED_OUT,
    Section.DOUBTFUL,
    Section.UNTAGGED,
    Section.MISSING,
)

# Findings in order of urgency; the plain ones are said by the count and the bar.
_SIGNS = (
    Section.MISSING,
    Section.MOVED_OUT,
    Section.MOVED_IN,
    Section.DOUBTFUL,
    Section.UNKNOWN_TAG,
    Section.RETIRED_BUT_SEEN,
    Section.TAG_CONFLICT,
    Section.UNTAGGED,
    Section.ACCOUNTED,
)


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a bar, in hundredths of its length."""

    section: Section
    start: float
    width: float


def shares(figures: Figures) -> list[Share]:
    """The parts of the bar: what became of each hundredth of what is expected."""
    drawn: list[Share] = []
    start = 0.0
    for section in _BAR:
        width = 100 * count_of(figures, section) / max(figures.expected, 1)
        if width:
            drawn.append(Share(section, round(start, 2), round(width, 2)))
        start += width
    return drawn


def found(figures: Figures) -> list[tuple[Section, int]]:
    """The findings that occur and that somebody may have to act on."""
    return [(section, count) for section in _SIGNS if (count := count_of(figures, section))]


def open_sections(sheet: RoomSheet) -> bool:
    """Whether anything in the room is other than booked."""
    return any(lines for section, lines in sheet.sections.items() if section is not Section.SEEN)


def count_of(figures: Figures, section: Section) -> int:
    """The figure of one section."""
    count: int = getattr(figures, section.replace(" ", "_"))
    return count


def sign_of(kind: Kind) -> str:
    """The sign of a finding: that of its section; of what moved, the sign for out."""
    return {Kind.VERIFIED: Section.SEEN, Kind.MOVED: Section.MOVED_OUT}.get(kind) or Section(kind.value)
