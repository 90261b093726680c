"""Tag numbers of our own scheme, for schools that have no company prefix of GS1.

96 bits, so that the PC word is 3000 as on the tags of GS1:

    bits 95–88  0xDA   a header that GS1 has given to no scheme (EPC Tag Data Standard 1.13, table 14-1; the new ones
                       of 2.0 begin with F). Two letters: no spreadsheet takes the number for a figure and rounds it.
    bits 87–80  0x01   version of this layout
    bits 79–40         mark of the school: the last 40 bits of its id, which are random
    bits 39–0          serial number within the school, from 1; none is given twice
"""

from dataclasses import dataclass

from inventory.ids import SchoolId
from inventory.tags import Tag

_HEAD = "DA01"
_BITS = 40
_DIGITS = _BITS // 4

LAST_SERIAL = (1 << _BITS) - 1


@dataclass(frozen=True, slots=True)
class OwnEpc:
    """A number of the scheme: the mark of a school, as 10 hexadecimal digits, and the serial number in it."""

    mark: str
    serial: int

    def is_of(self, school: SchoolId) -> bool:
        """Whether the school gave this number."""
        return self.mark == school_mark(school)

    def tag(self) -> Tag:
        """The number as a tag holds it."""
        return Tag(f"{_HEAD}{self.mark}{self.serial:0{_DIGITS}X}")


def school_mark(school: SchoolId) -> str:
    """What stands for the school in its numbers."""
    return f"{school.int & LAST_SERIAL:0{_DIGITS}X}"


def own_epc(tag: Tag) -> OwnEpc | None:
    """The number, if the tag holds one of the scheme."""
    if len(tag) != len(_HEAD) + 2 * _DIGITS or not tag.startswith(_HEAD):
        return None
    serial = int(tag[-_DIGITS:], 16)
    return OwnEpc(tag[len(_HEAD) : -_DIGITS], serial) if serial else None
