"""What people read in their own language: sentences, dates, times and money.

The key of a sentence is the sentence in English, with named gaps. Catalogues are gettext .po files, compiled
in memory on first use, so there is nothing to build and nothing to go stale. English needs no catalogue.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES: Mapping[str, str] = {"zh": "中文", "en": "English"}
CATALOGUES = Path(__file__).parent / "locale"

SPOKEN = frozenset(
    {"kind", "finding", "decision", "state", "became", "step", "status", "possible", "field", "fields", "role"}
)
"""The facts that are words of the program, one or several with commas; all others come from people and files."""

_LOCALES = {"zh": Locale.parse("zh_Hans_CN"), "en": Locale.parse("en_GB")}


def key(text: str) -> str:
    """Marks a sentence as one for the catalogues, where it is translated later than it is written."""
    return text


@cache
def catalogue(language: str) -> NullTranslations:
    """The sentences of one of `LANGUAGES`; a sentence that is not in it is shown in English."""
    path = CATALOGUES / language / "LC_MESSAGES" / "rollcall.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def words(language: str) -> Callable[[str], str]:
    """The dictionary of one language: English sentence in, the same in that language out, gaps left open."""
    return catalogue(language).gettext


@dataclass(frozen=True, slots=True)
class Speech:
    """Speaks `language` to people whose clocks are in `zone`."""

    language: str
    zone: ZoneInfo

    @property
    def tag(self) -> str:
        """The language as HTML names it (RFC 5646)."""
        return "zh-CN" if self.language == "zh" else self.language

    def say(self, text: str, /, **facts: object) -> str:
        """The sentence in the reader's language with its gaps filled. No sentence stays none."""
        return words(self.language)(text).format(**facts) if text else ""

    def look_up(self, text: str) -> str:
        """The text in the reader's language as it stands, without filling anything in."""
        return words(self.language)(text) if text else ""

    def sentence(self, text: str, facts: Mapping[str, object]) -> str:
        """A sentence that came with its facts; those that are words of ours are translated too."""
        spoken = {name: self._spoken(str(fact)) if name in SPOKEN else fact for name, fact in facts.items()}
        return self.say(text, **spoken)

    def _spoken(self, listed: str) -> str:
        return self.look_up(key(", ")).join(map(self.look_up, listed.split(", ")))

    def count(self, one: str, many: str, count: int, /, **facts: object) -> str:
        """The sentence for `count` things; the gap {count} takes the number."""
        return catalogue(self.language).ngettext(one, many, count).format(count=count, **facts)

    def day(self, at: date | datetime | None) -> str:
        """A calendar day; of a moment, the day it is in the reader's zone."""
        if at is None:
            return ""
        here = at.astimezone(self.zone).date() if isinstance(at, datetime) else at
        return _day(here, self.language)

    def moment(self, at: datetime | None) -> str:
        """Day and time to the minute in the reader's zone."""
        if at is None:
            return ""
        return f"{self.day(at)} {format_time(at, 'short', tzinfo=self.zone, locale=_LOCALES[self.language])}"

    def money(self, yuan: Decimal | None) -> str:
        """An amount in yuan to the fen."""
        return "¥" + self.amount(yuan) if yuan is not None else ""

    def amount(self, yuan: Decimal | None) -> str:
        """The same without its sign, for columns whose head names the unit."""
        return "" if yuan is None else _amount(yuan, self.language)

    def number(self, count: int) -> str:
        """A count with its thousands apart."""
        return _number(count, self.language)

    def percent(self, share: float) -> str:
        """A probability for people: never 0 or 100 per cent, for nothing is that sure."""
        return f"{min(max(round(share * 100), 1), 99)}%"


# A page says the same days and figures many times over.
@lru_cache(maxsize=4096)
def _day(day: date, language: str) -> str:
    return format_date(day, "long", locale=_LOCALES[language])


@lru_cache(maxsize=4096)
def _number(count: int, language: str) -> str:
    return format_decimal(count, locale=_LOCALES[language])


@lru_cache(maxsize=4096)
def _amount(yuan: Decimal, language: str) -> str:
    return format_decimal(yuan, "#,##0.00", locale=_LOCALES[language])
