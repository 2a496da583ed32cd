"""Hopes and worries: written without a name, read mixed, and answered."""

from equitykit.records.hopes import HopesAnswer
from equitykit.reviews.rounds import Instrument, Question
from equitykit.views.practices import Form, Input, Item, Part, PracticeDesk
from equitykit.views.said import said
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.practice import ID, Practice, Writes
from equitykit.workbook.practices.rounds import (
    kept_screen,
    released_rounds,
    round_actions,
    round_paper,
    round_parts,
    round_told,
    texts_screen,
)

ASKED = Instrument("hopes", (Question("hope", "text"), Question("worry", "text")))
FIELDS = (("now", "text"), ("open", "text"), ("again", "date"))


def words_of(id, languages):
    return said(f"hopes.asked.{id}", languages)


def desk(page, moment) -> PracticeDesk:
    words = page.words
    return PracticeDesk(
        id="hopes",
        title=words("hopes.section.title"),
        instruction=words("hopes.section.about"),
        parts=(
            *round_parts(page, moment, ASKED, words_of=words_of),
            _answers(moment, words, page.today()),
        ),
    )


def _written(standing) -> list:
    """Rounds in which somebody wrote something that may be read."""
    return [each for each in released_rounds(standing, "hopes") if each[1].texts]


def _answer_of(standing, subject: str) -> HopesAnswer:
    record = standing.record(answer_subject(subject))
    return record if isinstance(record, HopesAnswer) else HopesAnswer()


def answer_subject(round_subject: str) -> str:
    """Where the answer to a round stands."""
    return f"hopes/{round_subject.rpartition('/')[2]}/answer"


def _answers(moment, words, today) -> Part:
    items = []
    for subject, done in reversed(_written(moment.standing)):
        answer, about = _answer_of(moment.standing, subject), answer_subject(subject)
        warnings = []
        if done.texts.get("worry") and not (answer.now or answer.open):
            warnings.append(words("hopes.answer.unanswered"))
        if answer.again and answer.again <= today:
            warnings.append(words("hopes.answer.due", date=words.date(answer.again)))
        items.append(
            Item(
                subject=about,
                title=words("hopes.answer.of", date=words.date(done.on)),
                fields=tuple(
                    field_of(moment, about, name, words(f"hopes.answer.{name}"), kind=kind)
                    for name, kind in FIELDS
                ),
                warnings=tuple(warnings),
            )
        )
    return Part(
        words("hopes.answer.title"),
        hint=words("hopes.answer.hint") if items else "",
        items=tuple(items),
        empty=words("hopes.answer.none"),
    )


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    parts = list(round_told(account, ASKED, words_of=words_of))
    for subject, done in _written(standing):
        answer = _answer_of(standing, subject)
        lines = [
            f"{words(f'hopes.answer.{name}')}: {value}"
            for name, value in (
                ("now", answer.now),
                ("open", answer.open),
                ("again", words.date(answer.again) if answer.again else ""),
            )
            if value
        ]
        lines = lines or [words("hopes.answer.unanswered")] * bool(done.texts.get("worry"))
        if lines:
            title = words("hopes.answer.of", date=words.date(done.on))
            parts.append(Part(f"{words('hopes.answer.title')}. {title}", lines=tuple(lines)))
    return tuple(parts)


def paper(book, words) -> tuple[Part, ...]:
    inputs = tuple(Input(name, words(f"hopes.answer.{name}"), kind) for name, kind in FIELDS)
    return (
        *round_paper(ASKED, words, words_of=words_of),
        Part(
            words("hopes.answer.title"),
            hint=words("hopes.answer.hint"),
            forms=(Form("hopes-answer", "", inputs, ""),),
        ),
    )


def _blank(found, meeting: str) -> HopesAnswer:
    return HopesAnswer(meeting=meeting)


PRACTICE = Practice(
    id="hopes",
    desk=desk,
    told=told,
    paper=paper,
    screens={
        "kept": kept_screen(ASKED),
        "hopes": texts_screen(ASKED, "hope", words_of=words_of),
        "worries": texts_screen(ASKED, "worry", words_of=words_of),
    },
    actions=round_actions(ASKED, words_of=words_of),
    writes=(Writes(rf"hopes/{ID}/answer", HopesAnswer, ("now", "open", "again"), _blank),),
)
