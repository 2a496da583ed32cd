"""S25: how things here came to be, told by people here, and the words that we share."""

import re

from equitykit.errors import EquitykitError
from equitykit.records.origins import PLACES, TELLERS, GlossaryWord, TimelineEntry
from equitykit.reviews.origins import (
    checked_entry,
    checked_word,
    glossary,
    half_said,
    timeline,
    wanting,
    without_source,
)
from equitykit.views.practices import Part, PracticeDesk, Table
from equitykit.views.said import said
from equitykit.views.today_room import TableScreen
from equitykit.workbook.practices.agreements import both
from equitykit.workbook.practices.origins_forms import (
    ENTRY_TEXTS,
    WORD_TEXTS,
    entry_form,
    entry_item,
    when,
    word_form,
    word_item,
)
from equitykit.workbook.practices.parts import day_of, filled, record_for
from equitykit.workbook.practices.practice import Practice

COLUMNS = ("when", "what", "place", "teller", "source", "policy")
WORD_COLUMNS = ("english", "means_english", "spanish", "means_spanish", "added_by")


# the desk


def desk(page, moment) -> PracticeDesk:
    words = page.words
    entries = timeline(moment.standing)
    found = glossary(moment.standing, words.language)
    return PracticeDesk(
        id="origins",
        title=words("origins.section.title"),
        instruction=words("origins.section.about"),
        parts=(
            Part(
                words("origins.timeline.title"),
                hint=words("origins.timeline.hint"),
                warnings=tuple(_warnings(entries, words)),
                items=tuple(entry_item(subject, each, words) for subject, each in entries),
                empty=words("origins.timeline.none"),
            ),
            Part(
                words("origins.add.title"),
                forms=(entry_form(None, "", words),),
                folded=bool(entries),
            ),
            Part(
                words("origins.glossary.title"),
                hint=words("origins.glossary.hint"),
                warnings=tuple(_word_warnings(found, words)),
                items=tuple(word_item(subject, each, words) for subject, each in found),
                empty=words("origins.glossary.none"),
            ),
            Part(
                words("origins.word.title"),
                forms=(word_form(None, "", words),),
                folded=bool(found),
            ),
        ),
    )


def _warnings(entries, words):
    for lack in wanting(entries):
        yield words(f"origins.check.{lack}")
    unsourced = without_source(entries)
    if unsourced:
        yield words.count("origins.unsourced", len(unsourced))


def _word_warnings(found, words):
    half = half_said(found)
    if half:
        yield words("origins.check.half", words=words.list([each.text for each in half]))


# what buttons and forms do


def _entry(page, moment, values: dict) -> TimelineEntry:
    years = {}
    for name in ("year", "until"):
        text = str(values.get(name, "")).strip()
        if (text or name == "year") and not re.fullmatch(r"1[5-9]\d\d|2[01]\d\d", text, re.ASCII):
            raise EquitykitError("origin_year_wrong")
        years[name] = int(text) if text else None
    texts = {name: str(values.get(name, "")).strip() for name in ENTRY_TEXTS}
    if len(texts["added_by"]) > 200:
        raise EquitykitError("origin_text_long")
    chosen = {name: str(values.get(name) or default)
              for name, default in (("place", "local"), ("teller", "staff"))}  # fmt: skip
    if chosen["place"] not in PLACES or chosen["teller"] not in TELLERS:
        raise EquitykitError("field_unknown")
    record = filled(TimelineEntry, **years, **texts, **chosen)
    return checked_entry(record, this_year=day_of(moment).year)


def _word(page, moment, values: dict) -> GlossaryWord:
    texts = {name: str(values.get(name, "")).strip() for name in WORD_TEXTS}
    if any(len(texts[name]) > 200 for name in ("en", "es", "added_by")):
        raise EquitykitError("origin_text_long")
    return checked_word(filled(GlossaryWord, **texts))


def add_entry(page, moment, values: dict) -> None:
    """Put something on the timeline.

    Raises
    ------
    EquitykitError
        ``origin_year_wrong``, ``origin_text_long``, and as :func:`checked_entry`
    """
    record = _entry(page, moment, values)
    page.team.write(f"origin/{values['id']}", record, id=values["id"])


def add_word(page, moment, values: dict) -> None:
    """Put a word into the glossary.

    Raises
    ------
    EquitykitError
        ``origin_text_long``, and as :func:`checked_word`
    """
    page.team.write(f"word/{values['id']}", _word(page, moment, values), id=values["id"])


def set_entry(page, moment, values: dict) -> None:
    """Change an entry, with a reason; the earlier version can still be read."""
    _change(page, moment, values, TimelineEntry, _entry)


def set_word(page, moment, values: dict) -> None:
    """Change a word, with a reason; the earlier version can still be read."""
    _change(page, moment, values, GlossaryWord, _word)


def _change(page, moment, values: dict, kind, make) -> None:
    stands = record_for(moment, values.get("subject"), kind)
    record = make(page, moment, values)
    if record != stands:
        page.team.write(values["subject"], record, id=values["id"], reason=_reason(values))


def _reason(values: dict) -> str:
    reason = str(values.get("reason", "")).strip()
    if not reason:
        raise EquitykitError("origin_reason_missing")
    return reason


def remove(page, moment, values: dict) -> None:
    """Take an entry or a word out, with the reason.

    Raises
    ------
    EquitykitError
        ``origin_reason_missing``
    """
    subject = str(values.get("subject"))
    if not isinstance(moment.standing.record(subject), TimelineEntry | GlossaryWord):
        raise EquitykitError("field_unknown")
    page.team.withdraw(subject, id=values["id"], reason=_reason(values))


# what the room sees, what is read, what goes on paper


def shown_timeline(moment, languages) -> TableScreen:
    """The strip: year, what happened, what of today goes back to it."""
    rows = tuple(
        (when(each), both(each, languages), each.policy or "–")
        for _, each in timeline(moment.standing)
    )
    head = tuple(said(f"origins.head.{each}", languages) for each in ("when", "what", "policy"))
    title = said("origins.timeline.title", languages)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def shown_glossary(moment, languages) -> TableScreen:
    """The words, each with what we mean by it."""
    rows = tuple(
        (
            both(each, languages),
            {
                words.language: getattr(each, f"means_{words.language}")
                or each.means_en
                or each.means_es
                for words in languages
            },
        )
        for _, each in glossary(moment.standing, languages[0].language)
    )
    head = tuple(said(f"origins.head.{each}", languages) for each in ("word", "means"))
    title = said("origins.glossary.title", languages)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def told(account) -> tuple[Part, ...]:
    words, entries = account.words, timeline(account.standing)
    found = glossary(account.standing, words.language)
    parts = []
    if entries:
        rows = tuple(_row(each, words) for _, each in entries)
        table = _table("origins.timeline.title", COLUMNS, rows, words)
        warnings = tuple(_warnings(entries, words))
        parts.append(Part(words("origins.timeline.title"), warnings=warnings, table=table))
    if found:
        rows = tuple(
            tuple(
                getattr(each, name) or "–"
                for name in ("en", "means_en", "es", "means_es", "added_by")
            )
            for _, each in found
        )
        table = _table("origins.glossary.title", WORD_COLUMNS, rows, words)
        parts.append(Part(words("origins.glossary.title"), table=table))
    return tuple(parts)


def _row(record: TimelineEntry, words) -> tuple[str, ...]:
    teller = words(f"origins.teller.{record.teller}")
    return (
        when(record),
        both(record, (words,))[words.language],
        words(f"origins.place.{record.place}"),
        f"{teller}: {record.added_by}",
        record.source or words("origins.said.no_source"),
        " ".join(each for each in (record.policy, record.link) if each) or "–",
    )


def _table(caption: str, columns: tuple[str, ...], rows: tuple, words) -> Table:
    head = tuple(words(f"origins.head.{each}") for each in columns)
    return Table(words(caption), head, rows)


def paper(book, words) -> tuple[Part, ...]:
    blank = tuple(("",) * len(COLUMNS) for _ in range(8))
    no_words = tuple(("",) * len(WORD_COLUMNS) for _ in range(8))
    return (
        Part(
            words("origins.timeline.title"),
            hint=words("origins.timeline.hint"),
            table=_table("origins.timeline.title", COLUMNS, blank, words),
        ),
        Part(
            words("origins.glossary.title"),
            hint=words("origins.glossary.hint"),
            table=_table("origins.glossary.title", WORD_COLUMNS, no_words, words),
        ),
    )


PRACTICE = Practice(
    id="origins",
    desk=desk,
    told=told,
    paper=paper,
    screens={"timeline": shown_timeline, "glossary": shown_glossary},
    actions={
        "add_entry": add_entry, "set_entry": set_entry, "add_word": add_word,
        "set_word": set_word, "remove": remove,
    },
    undoes=(TimelineEntry, GlossaryWord),
)  # fmt: skip
