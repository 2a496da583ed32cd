"""A local timeline and a glossary: whether anything in them is from here, and from whom."""

from equitykit.errors import EquitykitError
from equitykit.records.origins import GlossaryWord, TimelineEntry


def timeline(standing) -> list[tuple[str, TimelineEntry]]:
    """The entries from the earliest to the latest."""
    return sorted(standing.of(TimelineEntry), key=lambda each: (each[1].year, each[1].until or 0))


def glossary(standing, language: str) -> list[tuple[str, GlossaryWord]]:
    """The words in the order of the alphabet of `language`."""
    found = standing.of(GlossaryWord)
    return sorted(found, key=lambda each: (getattr(each[1], language) or each[1].text).casefold())


def wanting(entries: list[tuple[str, TimelineEntry]]) -> list[str]:
    """What a timeline lacks as a whole, as ids.

    ``local``: nothing in it happened here; ``community``: nobody of the community tells any of
    it; ``policy``: none of it leads to a policy of today.
    """
    records = [record for _, record in entries]
    if not records:
        return []
    lacks = {
        "local": all(each.place != "local" for each in records),
        "community": all(each.teller != "community" for each in records),
        "policy": all(not each.policy.strip() for each in records),
    }
    return [id for id, lacking in lacks.items() if lacking]


def without_source(entries: list[tuple[str, TimelineEntry]]) -> list[TimelineEntry]:
    """Entries of which nobody could say where they are from."""
    return [record for _, record in entries if not record.source.strip()]


def half_said(words: list[tuple[str, GlossaryWord]]) -> list[GlossaryWord]:
    """Words that lack their other language, or what is meant in it."""
    parts = ("en", "es", "means_en", "means_es")
    return [word for _, word in words if not all(getattr(word, part).strip() for part in parts)]


def checked_entry(record: TimelineEntry, *, this_year: int) -> TimelineEntry:
    """The entry, if it can stand.

    Raises
    ------
    EquitykitError
        ``origin_text_missing``, ``origin_who_missing``, ``origin_future``, ``origin_period``
    """
    if not record.text.strip():
        raise EquitykitError("origin_text_missing")
    if not record.added_by.strip():
        raise EquitykitError("origin_who_missing")
    latest = max(record.year, record.until or record.year)
    if latest > this_year:
        raise EquitykitError("origin_future", year=latest)
    if record.until is not None and record.until < record.year:
        raise EquitykitError("origin_period", year=record.year, until=record.until)
    return record


def checked_word(word: GlossaryWord) -> GlossaryWord:
    """The word, if it says something.

    Raises
    ------
    EquitykitError
        ``word_missing``, ``origin_who_missing``
    """
    if not word.text.strip() or not (word.means_en + word.means_es).strip():
        raise EquitykitError("word_missing")
    if not word.added_by.strip():
        raise EquitykitError("origin_who_missing")
    return word
