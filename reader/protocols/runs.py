"""Several tags in one run of digits: some scanners put nothing between them.

A PC word says how many words follow it, and a CRC proves where they end; so runs of "PC+EPC+CRC" fall apart by
themselves, and runs of "PC+EPC" nearly so. Bare EPCs are told apart by length alone: a run that is several times as
long as the scanner's usual tag, or as one of 96 or 128 bits, is taken for so many tags. No scheme of the GS1 Tag Data
Standard (table 14-1) makes an EPC of 192, 256 or 288 bits.
"""

from collections.abc import Callable

from reader.protocols.gen2 import crc_holds, epc_words

# Bytes of an EPC of 96 and of 128 bits. Shorter ones are no measure: a long number is a multiple of them by chance.
_USUAL = (12, 16)


def parts(run: bytes, usual: int) -> list[bytes]:
    """The answers of single tags, each with its PC and CRC if they came along; a tag mostly has `usual` bytes."""
    for measure in (_with_crc, _with_pc):
        if found := _cut(run, measure):
            return found
    sizes = (usual, *_USUAL) if usual >= min(_USUAL) else _USUAL
    size = next((size for size in sizes if len(run) % size == 0), len(run))
    return [run[at : at + size] for at in range(0, len(run), size)]


def _cut(run: bytes, measure: Callable[[bytes], int]) -> list[bytes]:
    """The run cut where `measure` says, none unless it comes out even."""
    found = []
    while run:
        size = measure(run)
        if not 0 < size <= len(run):
            return []
        found.append(run[:size])
        run = run[size:]
    return found


def _with_crc(run: bytes) -> int:
    size = 2 + epc_words(run[0] << 8) * 2 + 2
    return size if size > 4 and crc_holds(run[:size]) else 0


def _with_pc(run: bytes) -> int:
    """Only of 96 and 128 bits: other lengths are the first bits of common EPC headers."""
    size = epc_words(run[0] << 8) * 2
    return 2 + size if size in _USUAL else 0
