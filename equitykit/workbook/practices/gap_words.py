"""S31: which gap we talk about; the word is chosen on purpose and used by charts and reports."""

from functools import partial

from equitykit.content.texts import LANGUAGES
from equitykit.errors import EquitykitError
from equitykit.records.framing import GAP_WORDS, GapWord
from equitykit.reviews.framing_words import (
    GAP_WORD,
    blames_students,
    chosen_gap_word,
    gap_word,
    is_contested,
)
from equitykit.views.fields import Option
from equitykit.views.practices import Form, Input, Part, PracticeDesk, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.practices.parts import decided_on, in_each, reason_of
from equitykit.workbook.practices.practice import Practice

CHOICES = (*GAP_WORDS, "own")
# a word in a chart's title
LONGEST = 40


def desk(page, moment) -> PracticeDesk:
    words = page.words
    return PracticeDesk(
        id="gap_words",
        title=words("gap_words.section.title"),
        instruction=words("gap_words.section.about"),
        parts=(
            _now(moment.standing, words),
            _looks(words),
            Part(
                words("gap_words.choose.title"),
                hint=words("gap_words.choose.hint"),
                forms=(_form(words, page.today().isoformat()),),
            ),
        ),
    )


def _now(standing, words) -> Part:
    chosen, called = chosen_gap_word(standing), gap_word(standing)
    if chosen is None:
        contested = is_contested(standing, GAP_WORD)
        return Part(
            words("gap_words.now.title"),
            warnings=(words("gap_words.now.contested"),) if contested else (),
            empty=words("gap_words.now.none"),
        )
    date = words.date(chosen.decided) if chosen.decided else "–"
    return Part(
        words("gap_words.now.title"),
        lines=(
            words("gap_words.now.chosen", **called),
            words("gap_words.now.since", date=date, reason=chosen.reason),
        ),
        warnings=(words("gap_words.now.blames"),) if blames_students(chosen) else (),
    )


def _looks(words) -> Part:
    return Part(
        words("gap_words.choices.title"),
        table=Table(
            words("gap_words.choices.title"),
            (words("gap_words.choices.word"), words("gap_words.choices.looks")),
            tuple((_name(each, words), words(f"gap_words.looks.{each}")) for each in CHOICES),
        ),
        folded=True,
    )


def _name(word: str, words) -> str:
    return words("gap_words.choices.own" if word == "own" else f"gap_words.word.{word}")


def _form(words, today: str) -> Form:
    hint = words("gap_words.choose.own_hint")
    return Form(
        id="gap-words-choose",
        action="gap_words.choose",
        inputs=(
            Input(
                "word", words("gap_words.choose.word"), "radios", required=True,
                options=tuple(Option(each, _option(each, words)) for each in CHOICES),
            ),
            Input("own_en", words("gap_words.choose.own_en"), hint=hint),
            Input("own_es", words("gap_words.choose.own_es"), hint=hint),
            Input("reason", words("gap_words.choose.reason"), "text", required=True),
            Input("decided", words("gap_words.choose.decided"), "date", value=today),
        ),
        submit=words("gap_words.choose.keep"),
    )  # fmt: skip


def _option(word: str, words) -> str:
    looks = words(f"gap_words.looks.{word}")
    return words("gap_words.choices.option", word=_name(word, words), looks=looks)


def choose(page, moment, values: dict) -> None:
    """Keep the word, with its reason and date; a word of the team's own in both languages.

    Raises
    ------
    EquitykitError
        ``choice_missing``, ``gap_word_languages``, ``gap_word_long``,
        ``choice_reason_missing``, ``choice_date_ahead``
    """
    word = values.get("word", "")
    if not word:
        raise EquitykitError("choice_missing")
    if word not in CHOICES:
        raise EquitykitError("field_unknown")
    own = _own(values) if word == "own" else {}
    record = GapWord(meeting=moment.meeting_id, word=word, reason=reason_of(values), **own)
    page.team.write(GAP_WORD, decided_on(page, record, values), id=values["id"])


def _own(values: dict) -> dict[str, str]:
    own = {each: " ".join(str(values.get(f"own_{each}", "")).split()) for each in LANGUAGES}
    if not all(own.values()):
        raise EquitykitError("gap_word_languages")
    if max(map(len, own.values())) > LONGEST:
        raise EquitykitError("gap_word_long", most=LONGEST)
    return own


def choices(moment, languages) -> TableScreen:
    """The words and where each one looks, before the team chooses."""
    return TableScreen(
        said("gap_words.choices.title", languages),
        (said("gap_words.choices.word", languages), said("gap_words.choices.looks", languages)),
        tuple(
            (in_each(languages, partial(_name, each)), said(f"gap_words.looks.{each}", languages))
            for each in CHOICES
        ),
        page=moment.progress.page or 1,
    )


def chosen(moment, languages) -> CardScreen:
    """The word that stands, and why."""
    title = said("gap_words.now.title", languages)
    record, called = chosen_gap_word(moment.standing), gap_word(moment.standing)
    if record is None:
        return CardScreen(title, (said("gap_words.now.none", languages),))
    return CardScreen(title, ({words.language: called[words.language] for words in languages},
                              {words.language: record.reason for words in languages}))  # fmt: skip


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    versions = [each for each in account.entries if isinstance(each.record, GapWord)]
    if not versions:
        return ()
    rows = tuple(
        (
            words.date(each.record.decided) if each.record.decided else "–",
            each.record.text if each.record.word == "own" else _name(each.record.word, words),
            each.record.reason,
        )
        for each in versions
    )
    title = words("gap_words.earlier.title")
    head = tuple(words(f"gap_words.earlier.{each}") for each in ("date", "word", "reason"))
    return (_now(standing, words), Part(title, table=Table(title, head, rows)))


def paper(book, words) -> tuple[Part, ...]:
    return (
        Part(
            words("gap_words.choose.title"),
            hint=words("gap_words.section.about"),
            forms=(_form(words, ""),),
        ),
    )


PRACTICE = Practice(
    id="gap_words",
    desk=desk,
    told=told,
    paper=paper,
    screens={"choices": choices, "chosen": chosen},
    actions={"choose": choose},
    undoes=(GapWord,),
)
