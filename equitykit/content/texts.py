"""Every sentence a user reads, by stable id, in the language of the reader.

A sentence's id is ``file.item.field``: the YAML file in this folder, an item in it,
and a field of the item. Each field holds one text for each language.
"""

import re
import string
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files

import yaml
from babel.core import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from equitykit.errors import EquitykitError

LANGUAGES = ("en", "es")
LOCALES = {"en": "en_US", "es": "es_US"}
SOUNDS_I = re.compile(r"h?[ií](?![aeou])", re.IGNORECASE)
"""Before a word that begins so, the Spanish "and" is not *y* but *e*."""
# the parser in C where the package was built with it: ten times as fast, on every page opened
FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_texts() -> dict[str, dict[str, str]]:
    """Read all content files into ``{id: {language: text}}``."""
    texts = {}
    for path in sorted(files("equitykit.content").iterdir(), key=lambda entry: entry.name):
        if path.name.endswith(".yml"):
            items = yaml.load(path.read_text(encoding="utf-8"), FAST_LOADER)
            for item, fields in items.items():
                for field, languages in fields.items():
                    texts[f"{path.name[:-4]}.{item}.{field}"] = languages
    return texts


class Words:
    """The words of one language, with numbers and dates as its readers write them.

    `terms` are a district's or a team's own words, by sentence id; they stand in for ours, and
    name what was added. `group_order` are codes of student groups in the order in which these
    readers list them; empty for ours.
    """

    def __init__(
        self,
        language: str,
        terms: dict[str, str] | None = None,
        group_order: tuple[str, ...] = (),
    ):
        if language not in LANGUAGES:
            raise EquitykitError(
                "language_unknown", language=language, languages=", ".join(LANGUAGES)
            )
        self.language = language
        self.locale = Locale.parse(LOCALES[language])
        self.terms = terms or {}
        self.group_order = group_order

    def __call__(self, id: str, **values) -> str:
        """Return the text of `id` with its placeholders filled in.

        Raises ``KeyError`` for an id that no file has: that is our mistake, not the user's.
        """
        text = self.terms.get(id) or load_texts()[id][self.language]
        return text.format(**values)

    def count(self, id: str, count: int, **values) -> str:
        """Return the `one` or `other` field of the item `id` with ``{count}`` filled in."""
        field = "one" if count == 1 else "other"
        return self(f"{id}.{field}", count=self.number(count), **values)

    def number(self, value: float, *, decimals: int = 0) -> str:
        """Write a number with exactly `decimals` places, grouped as readers expect."""
        places = "." + "0" * decimals if decimals else ""
        return format_decimal(value, format="#,##0" + places, locale=self.locale)

    def signed(self, value: float, *, decimals: int = 1) -> str:
        """Write a difference with its sign, such as ``+3.2`` or ``−0.4``; no sign on a zero."""
        places = "." + "0" * decimals if decimals else ""
        pattern = f"+#,##0{places};−#,##0{places}" if value else f"0{places}"
        return format_decimal(value, format=pattern, locale=self.locale)

    def percent(self, value: float, *, decimals: int = 1) -> str:
        """Write a rate that is already in percent, such as ``38.2%`` or ``38.2 %``."""
        return self("words.percent.text", number=self.number(value, decimals=decimals))

    def date(self, day: date) -> str:
        return format_date(day, format="long", locale=self.locale)

    def moment(self, at: datetime) -> str:
        """Write a moment to the minute, in the time zone that it comes in."""
        return f"{self.date(at)}, {self.time(at.timetz())}"

    def time(self, at: time) -> str:
        """Write a time of day as readers say it, such as ``3:30 PM``."""
        return format_time(at, format="short", locale=self.locale)

    def clock(self, at: time) -> str:
        """Write a time of day where all times are of one afternoon, such as ``3:30``."""
        return format_time(at, format="h:mm", locale=self.locale)

    def list(self, parts) -> str:
        """Join parts as a reader would: "a, b, and c"; in Spanish "a, b e hispanos"."""
        texts = [str(part) for part in parts]
        joined = format_list(texts, locale=self.locale)
        if self.language == "es" and len(texts) > 1 and SOUNDS_I.match(texts[-1]):
            joined = f"{joined[: -len(texts[-1]) - 3]} e {texts[-1]}"
        return joined


def gaps(text: str) -> set[tuple[str, str, str]]:
    """The gaps that a text leaves to be filled in: name, format and conversion of each.

    Raises ``ValueError`` where a brace is open or names nothing.
    """
    found = set()
    for _, name, form, conversion in string.Formatter().parse(text):
        if name == "":
            raise ValueError("a gap without a name")
        if name is not None:
            found.add((name, form or "", conversion or ""))
    return found


@cache
def load_words(language: str) -> Words:
    """Return the words of `language` (``"en"`` or ``"es"``)."""
    return Words(language)


def explain(error: EquitykitError, language: str = "en") -> str:
    """Return the sentence of an error in `language`, and keep it on the error."""
    error.sentence = load_words(language)(f"errors.{error.id}.text", **error.values)
    return error.sentence
