"""How much text the cells of a workbook take once it is opened.

Cells refer to shared texts by number (ECMA-376, part 1, 18.4.8 and 18.18.11; [MS-XLS] 2.4.265), and the library
copies the text for each: a file of some kilobytes can have one long text in a million cells.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise, zip_longest
from struct import unpack_from
from zipfile import ZipFile

# Bounded and without looking back, so that no file takes long to measure.
_TEXT = re.compile(rb"<(?:\w{1,20}:)?si(?=[\s/>])")
_SHARED = re.compile(rb"""\bt\s*=\s*["']s["']""")
_REFERENCE = re.compile(rb"""\bt\s?=\s?["']s["'][^<>]{0,400}>\s?<(?:\w{1,20}:)?v[^<>]{0,400}>\s?(\d{1,10})""")


def text_used(archive: ZipFile, times: Mapping[str, int]) -> int:
    """Bytes of all shared texts of an XLSX, each as often as cells refer to it, tags counted; never too few.

    `times`: how often each part is read.
    """
    lengths: list[int] = []
    used: Counter[int] = Counter()
    unclear = 0
    for part in archive.infolist():
        xml = archive.read(part)
        starts = [text.start() for text in _TEXT.finditer(xml)]
        own = (end - start for start, end in pairwise([*starts, len(xml)]))
        lengths = [max(pair) for pair in zip_longest(lengths, own, fillvalue=0)]
        found = Counter(int(reference[1]) for reference in _REFERENCE.finditer(xml))
        unclear += (sum(1 for _ in _SHARED.finditer(xml)) - found.total()) * times[part.filename]
        used.update({number: count * times[part.filename] for number, count in found.items()})
    known = sum(lengths[number] * count for number, count in used.items() if number < len(lengths))
    return known + unclear * max(lengths, default=0)


def xls_text_lengths(records: Sequence[bytes]) -> list[int]:
    """Bytes of each shared text of an XLS, from its record SST and those that continue it ([MS-XLS] 2.5.293).

    A text may go on in the next record, which then begins with the width of its signs anew. Raises `IndexError` or
    `struct.error` if the records end too early.
    """
    lengths = []
    (count,) = unpack_from("<I", records[0], 4)
    number, at = 0, 8
    for _ in range(count):
        if at >= len(records[number]):
            number, at = number + 1, at - len(records[number])
        signs, flags = unpack_from("<HB", records[number], at)
        at += 3
        rest = 0
        if flags & 8:
            rest += 4 * unpack_from("<H", records[number], at)[0]
            at += 2
        if flags & 4:
            rest += unpack_from("<I", records[number], at)[0]
            at += 4
        lengths.append(3 * signs)
        while signs > (room := (len(records[number]) - at) // (1 + (flags & 1))):
            signs -= room
            number, at = number + 1, 1
            flags = records[number][0]
        at += signs * (1 + (flags & 1)) + rest
        while at > len(records[number]) and number + 1 < len(records):
            number, at = number + 1, at - len(records[number])
    return lengths
