"""Which encoding a text file is written in: by its mark, by its zeros, by being UTF-8, or by which reads like a list.

Excel and WPS in China write CSV in GBK, of which GB18030 is the superset; in Taiwan and Hong Kong in Big5; in western
Europe in Windows-1252. Excel's "Unicode text" is UTF-16. UTF-8 is tried first because text in another encoding hardly
ever is valid UTF-8.

What is left is often valid in several encodings. Then the one wins in which the most signs are everyday ones: both
Chinese character sets put their frequent characters in a first level of their own (GB 2312-1980, rows 16 to 55; Big5,
A440 to C67E), and what is read in the wrong encoding scatters over the rare ones.
"""

import codecs
import re

from inventory.exchange.reading.unreadable import NotText

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In this order where two read equally well.
_NATIONAL = ("gb18030", "cp950", "cp1252")
_SAMPLE = 2**16
# Half of the signs at least, or the file is none of these.
_EVERYDAY = 0.5
_BETWEEN_CELLS = re.compile(r"[,;|\t\r\n]")
_BEYOND_ASCII = re.compile(r"[^\0-\x7f]+")


def encoding_of(filename: str, content: bytes) -> str:
    """In which of the usual encodings `content` is written. Raises `NotText`."""
    furthest = 0
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
        else:
            if "\0" not in text:
                return encoding
            furthest = max(furthest, content.find(b"\0"))
    raise NotText(
        filename=filename,
        byte=furthest + 1,
        value=f"{content[furthest]:02X}",
        line=content.count(b"\n", 0, furthest) + 1,
    )


def _candidates(content: bytes) -> tuple[str, ...]:
    if marked := tuple(encoding for mark, encoding in _MARKED if content.startswith(mark)):
        return marked
    if wide := _by_zeros(content[:_SAMPLE]):
        return (wide,)
    shares = {encoding: _everyday(content[:_SAMPLE], encoding) for encoding in _NATIONAL}
    likely = [encoding for encoding in _NATIONAL if shares[encoding] >= _EVERYDAY]
    # GB18030 stays last so that it tells how far the text could be read.
    return ("utf-8", *sorted(likely, key=lambda encoding: -shares[encoding]), "gb18030")


def _by_zeros(sample: bytes) -> str | None:
    """UTF-16 without a mark: read the right way round, there are signs that stand between cells and lines."""
    if b"\0" not in sample:
        return None
    found = {way: len(_BETWEEN_CELLS.findall(sample.decode(way, "replace"))) for way in ("utf-16-le", "utf-16-be")}
    likely = max(found, key=found.__getitem__)
    return likely if found[likely] else None


def _everyday(sample: bytes, encoding: str) -> float:
    """Which share of the signs beyond ASCII is frequent in writing of this encoding."""
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    if encoding == "cp1252":
        # A letter with an accent stands alone between plain ones; bytes of Chinese stand in pairs and more.
        runs = [len(run) for run in _BEYOND_ASCII.findall(text)]
        return runs.count(1) / sum(runs) if runs else 0.0
    signs = [sign for sign in text if not sign.isascii()]
    return sum(_is_everyday(sign, encoding) for sign in signs) / len(signs) if signs else 0.0


def _is_everyday(sign: str, encoding: str) -> bool:
    """Whether the sign is of the first level, or of the punctuation and full-width signs that come before it."""
    try:
        code = sign.encode("gb2312" if encoding == "gb18030" else encoding)
    except UnicodeEncodeError:
        return False
    return b"\xa1\xa1" <= code <= b"\xd7\xf9" if encoding == "gb18030" else b"\xa1\x40" <= code <= b"\xc6\x7e"
