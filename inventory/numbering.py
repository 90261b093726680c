"""Which of many texts is this one? The join of what was heard with the register, exact, a column at a time.

A hash table with open addressing and linear probing (Knuth, The Art of Computer Programming 3, 6.4, algorithm L), for
whole columns of keys at once. The hash only says where to look: a text is found when all of it is equal.
"""

import numpy as np
from numpy.typing import NDArray

from inventory.arrays import Flags, Numbers, Texts, in_pieces

_Words = NDArray[np.uint64]

# The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): every bit of a word moves every bit of its hash.
_SHIFTS = (np.uint64(30), np.uint64(27), np.uint64(31))
_FACTORS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_WORD = 8
_PIECE = 1 << 16


class Numbering:
    """The texts by number. Of equal texts the first one's number stands for all."""

    def __init__(self, texts: Texts) -> None:
        self._texts = _as_words(texts, -(-max(texts.itemsize, 1) // _WORD))
        bits = max(4, (4 * len(texts)).bit_length())
        self._slots = np.full(1 << bits, -1, np.int32)
        self._mask = (1 << bits) - 1
        self._fill()

    def find(self, texts: Texts) -> Numbers:
        """The number of each text, -1 where it is none of them."""
        if not len(self._texts):
            return np.full(len(texts), -1)
        pieces = in_pieces(lambda start, stop: self._find(texts[start:stop]), len(texts), _PIECE)
        return np.concatenate(pieces)

    def _fill(self) -> None:
        """Every text moves on until it has a slot of its own or meets its like; the first comer keeps the slot."""
        waiting, slots = np.arange(len(self._texts)), self._first_slots(self._texts)
        while len(waiting):
            free = np.flatnonzero(self._slots[slots] < 0)[::-1]
            self._slots[slots[free]] = waiting[free]
            away = np.flatnonzero(~self._equal(self._slots[slots], self._texts[waiting]))
            waiting, slots = waiting[away], slots[away] + 1 & self._mask

    def _find(self, texts: Texts) -> Numbers:
        """Look on, slot by slot, until the text is met or a slot is free."""
        wanted = _as_words(texts, self._texts.shape[1])
        slots = self._first_slots(wanted)
        found = self._slots[slots].astype(np.int64)
        away = np.flatnonzero((found >= 0) & ~self._equal(found, wanted))
        while len(away):
            slots[away] = slots[away] + 1 & self._mask
            found[away] = self._slots[slots[away]]
            away = away[(found[away] >= 0) & ~self._equal(found[away], wanted[away])]
        found[_is_longer(texts, self._texts.shape[1])] = -1
        return found

    def _equal(self, numbers: Numbers | NDArray[np.int32], words: _Words) -> Flags:
        mine, equal = self._texts.take(numbers, axis=0, mode="wrap"), np.ones(len(numbers), np.bool_)
        for word in range(words.shape[1]):
            equal &= mine[:, word] == words[:, word]
        return equal

    def _first_slots(self, texts: _Words) -> Numbers:
        mixed = np.zeros(len(texts), np.uint64)
        for word in texts.T:
            mixed ^= word
            mixed ^= mixed >> _SHIFTS[0]
            mixed *= _FACTORS[0]
            mixed ^= mixed >> _SHIFTS[1]
            mixed *= _FACTORS[1]
            mixed ^= mixed >> _SHIFTS[2]
        return mixed.astype(np.int64) & self._mask


def _as_words(texts: Texts, count: int) -> _Words:
    """Each text as so many words of eight bytes, cut or filled up."""
    wide = np.ascontiguousarray(texts.astype(f"S{count * _WORD}", copy=False))
    return wide.view(np.uint64).reshape(len(texts), count)


def _is_longer(texts: Texts, count: int) -> Flags:
    """Which texts lose something when cut to so many words."""
    if texts.itemsize <= count * _WORD:
        return np.zeros(len(texts), np.bool_)
    longer: Flags = np.strings.str_len(texts) > count * _WORD
    return longer
