"""The words that everything after them has to use: what a gap is called, and whether race is named.

Both are read here and nowhere else, so that charts, reports and pages say the same. Where two
versions stand beside each other, nobody has chosen: neither is used, and that is said.
"""

import re

from equitykit.content.texts import LANGUAGES, Words, load_texts
from equitykit.records.framing import Framing, GapWord

GAP_WORD, FRAMING = "gap_word", "framing"

# words that name what students did where schools have not been looked at
_BLAMING = re.compile(r"achiev|perform|attain|abilit|rendimiento|logro|desempe|aprovecham", re.I)


def gap_word(standing) -> dict[str, str] | None:
    """What the team calls a gap, by language, such as ``{"en": "opportunity gap", ...}``.

    ``None`` where it has not chosen yet, or two choices stand beside each other.
    """
    chosen = chosen_gap_word(standing)
    if chosen is None:
        return None
    if chosen.word == "own":
        return {language: getattr(chosen, language) or chosen.text for language in LANGUAGES}
    return dict(load_texts()[f"gap_words.word.{chosen.word}"])


def chosen_gap_word(standing) -> GapWord | None:
    """The choice that stands, if exactly one does."""
    return _only(_standing(standing, GAP_WORD, GapWord), ("word", "en", "es"))


def chosen_framing(standing) -> Framing | None:
    """The choice that stands, if exactly one does."""
    return _only(_standing(standing, FRAMING, Framing), ("choice",))


def blames_students(word: GapWord) -> bool:
    """Whether the team's own word names what students did, not what they were given."""
    return word.word == "own" and bool(_BLAMING.search(f"{word.en} {word.es}"))


def is_contested(standing, subject: str) -> bool:
    """Whether versions that differ stand beside each other under `subject`."""
    return (
        len(standing.get(subject, ())) > 1
        and (chosen_gap_word(standing) if subject == GAP_WORD else chosen_framing(standing)) is None
    )


def framing_line(standing, words: Words) -> str:
    """The one line of framing for every report; also where nothing is decided, it says so."""
    if is_contested(standing, FRAMING):
        return words("framing.line.contested")
    chosen = chosen_framing(standing)
    if chosen is None:
        return words("framing.line.never")
    return words(
        f"framing.line.{chosen.choice}",
        date=words.date(chosen.decided) if chosen.decided else "–",
        reason=chosen.reason,
        contact=chosen.contact or "–",
    )


def _standing(standing, subject: str, kind: type) -> list:
    records = [entry.record for entry in standing.get(subject, ())]
    return [record for record in records if isinstance(record, kind)]


def _only(records: list, of: tuple[str, ...]):
    """The last of `records` where they agree in the attributes `of`."""
    differing = {tuple(getattr(record, name) for name in of) for record in records}
    return records[-1] if len(differing) == 1 else None
