"""Labels for printers that read ZPL II, with the tag's EPC written by the same pass.

Everything on the label is one picture of dots: printers hold no Chinese type unless somebody loaded it, and what is
a picture cannot be a command. From the Zebra ZPL II Programming Guide: ^GF (graphic field) and the compression of its
data, ^FX (a remark), and of its RFID commands ^RSt,p,v,n,e and ^RFo,f,b,n,m, cited below.
"""

from collections.abc import Iterator
from itertools import groupby

from inventory.tags import Tag

_MOST_BYTES = 99_999  # of one graphic field
_WORD_DIGITS = 4
_USUAL_DIGITS = 24
_ONES = "GHIJKLMNOPQRSTUVWXY"  # repeat the next digit 1 … 19 times
_TWENTIES = "ghijklmnopqrstuvwxyz"  # 20, 40 … 400 times
_LONGEST_REMARK = 60

# ^RS: tags of Gen2 (t = 8, the only kind printers still know); where the tag lies in the label and how far VOID is
# printed (p, v) as the printer was set up. Of a tag that cannot be written the label is made void and the next one is
# tried, three in all (n); then the printer pauses and keeps the label until somebody comes (e = P): by default it
# would drop the label and go on, and nobody would see that one is missing.
_ENCODING = "^RS8,,,3,P"


def can_encode(tag: Tag | None) -> bool:
    """Whether a printer can write it as an EPC, which is whole words of 16 bits."""
    return tag is not None and len(tag) % _WORD_DIGITS == 0


def zpl_label(dots: bytes, width: int, height: int, *, remark: str, epc: Tag | None) -> str:
    """One label of `width` × `height` dots, and its tag's EPC if it is to be written.

    `dots` are the lines from the top, each of whole bytes, the highest bit at the left, 1 for black.
    """
    lines = ["^XA", f"^FX {_harmless(remark)}", f"^PW{width}^LL{height}^LH0,0"]
    if epc is not None and can_encode(epc):
        lines.append(f"{_ENCODING}{_write(epc)}^FD{epc}^FS")
    lines.extend(_graphics(dots, -(-width // 8)))
    return "\n".join([*lines, "^PQ1", "^XZ", ""])


def _write(epc: Tag) -> str:
    """^RF: write (o = W) hexadecimal digits (f = H) to the memory of the EPC (m).

    By default that is E, an EPC of 96 bits. For other lengths it is A, by which the printer sets the length in the
    tag's PC word as well; where to begin and how many bytes (b, n) then follows from the bank.
    """
    return "^RFW,H" if len(epc) == _USUAL_DIGITS else "^RFW,H,,,A"


def _harmless(remark: str) -> str:
    """A remark ends at the next caret or tilde, which begin commands."""
    printable = "".join(sign if sign.isprintable() else " " for sign in remark)
    return printable.replace("^", " ").replace("~", " ")[:_LONGEST_REMARK].strip()


def _graphics(dots: bytes, across: int) -> Iterator[str]:
    """The picture, in as many graphic fields as its bytes need."""
    at_once = _MOST_BYTES // across * across
    for start in range(0, len(dots), at_once):
        part = dots[start : start + at_once]
        yield f"^FO0,{start // across}^GFA,{len(part)},{len(part)},{across},{compressed(part, across)}^FS"


def compressed(dots: bytes, across: int) -> str:
    """Hexadecimal digits with repeats counted, white ends of lines as a comma, and equal lines as a colon."""
    rows = [dots[start : start + across] for start in range(0, len(dots), across)]
    return "".join(
        ":" if number and row == rows[number - 1] else _row(row.hex().upper()) for number, row in enumerate(rows)
    )


def _row(digits: str) -> str:
    black = digits.rstrip("0")
    # Half a byte never ends a line: some firmware reads digits in pairs.
    black = black.ljust(len(black) + len(black) % 2, "0")
    ended = "," if len(black) < len(digits) else ""
    return "".join(_repeat(digit, len(list(run))) for digit, run in groupby(black)) + ended


def _repeat(digit: str, times: int) -> str:
    if times == 1:
        return digit
    most = 20 * len(_TWENTIES)
    counted = _TWENTIES[-1] * (times // most)
    twenties, ones = divmod(times % most, 20)
    counted += _TWENTIES[twenties - 1] if twenties else ""
    return counted + (_ONES[ones - 1] if ones else "") + digit
