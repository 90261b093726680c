"""What a card is found by: every part of every word on it, Chinese also by its sound.

Databases find a text of three signs and more quickly by its trigrams, but a Chinese word has two signs or one. So
texts and questions are both prepared alike: every sign that is no letter or digit of ASCII is written three times,
and every run of those gets two marks before it, by which the beginning of a word, however short, is three signs too.
A card then has a word if the prepared card contains the prepared word, in any database and in Python alike.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

MARK = "\x02"
"""Stands before each run of letters and digits; no text has it."""

_SIGNS = re.compile(r"[0-9a-z]+|[^0-9a-z\s\x00-\x1f\x7f]")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


def card_text(said: Iterable[str], named: Iterable[str], facets: Iterable[str] = ()) -> str:
    """All a card is found by, prepared: what it says, the names on it as they are written and as they sound.

    `facets` are the words of `inventory.facets`; they stand there as they are.
    """
    words = set(chain.from_iterable(map(_words, said)))
    words.update(*map(_words_of_name, named))
    return " ".join([*sorted(words), *sorted(set(facets))])


def sought(text: str) -> list[str]:
    """What a prepared card must contain to be found by this text: a part for each word of it.

    One or two letters or digits alone are looked for where words begin.
    """
    return [part for word in _words(text) if (part := _part(word))]


def found_by(prepared: str, text: str) -> bool:
    """Whether a card with this prepared text is found by these words: what the databases must answer, too."""
    return contains(prepared, [[part] for part in sought(text)])


def contains(prepared: str, wanted: Iterable[Iterable[str]]) -> bool:
    """Whether a card with this prepared text has one at least of each of these parts."""
    return all(any(part in prepared for part in parts) for parts in wanted)


@lru_cache(maxsize=65_536)
def sound(text: str) -> str:
    """The first letters and the whole pinyin of every Chinese run: "投影机" → "tyj touyingji"."""
    # Only now: its dictionary takes a third of the time in which a command starts, and most commands search nothing.
    from pypinyin import Style, lazy_pinyin

    runs = [lazy_pinyin(run, style=Style.NORMAL, errors="ignore") for run in _CHINESE.findall(text)]
    return " ".join(f"{''.join(s[0] for s in run)} {''.join(run)}" for run in runs if run)


@lru_cache(maxsize=8_192)
def _words(text: str) -> list[str]:
    """Its words, prepared. Full-width signs and capitals are the same as the plain ones."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if plain.isascii() and plain.isalnum():
        return [MARK * 2 + plain]
    return ["".join(map(_sign, _SIGNS.findall(word))) for word in plain.split()]


@lru_cache(maxsize=65_536)
def _words_of_name(name: str) -> list[str]:
    """Those of the name and of its sound."""
    return [*_words(name), *_words(sound(name))]


def _sign(run: str) -> str:
    return MARK * 2 + run if run.isascii() and run.isalnum() else run * 3


def _part(prepared: str) -> str:
    """A question may begin in the middle of a word, so it does without the first marks if it is long enough."""
    bare = prepared.lstrip(MARK)
    return bare if len(bare) >= 3 else prepared[-3:]
