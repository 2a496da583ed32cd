"""S93, read: what we promised, the question to connect, what feedback changed."""

from equitykit.content.texts import load_texts
from equitykit.records.team import Meeting
from equitykit.records.trust import ConnectionAsked, FeedbackAnswer
from equitykit.reviews.promises import PromiseStand, counts_of, to_say
from equitykit.reviews.rounds import Instrument, Question
from equitykit.reviews.trust import CLOSING_FEEDBACK, meeting_before, promises_of
from equitykit.storage.clock import today
from equitykit.views.practices import Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, Shown, TableScreen
from equitykit.workbook.practices.agreements import both
from equitykit.workbook.practices.parts import day_of, in_each
from equitykit.workbook.practices.rounds import round_paper, round_told
from equitykit.workbook.record import UNDONE

ANSWERS = ("fully", "partly", "hardly", "dont_know")
FEEDBACK = Instrument(
    CLOSING_FEEDBACK,
    (
        *(Question(id, "scale", ANSWERS) for id in ("worth", "said", "will")),
        Question("change", "text"),
    ),
    practice="trust",
)
ROWS_ON_PAPER = 8


def prompts() -> list[str]:
    """Ids of our questions to connect: ``trust.prompt.<id>``."""
    start = "trust.prompt."
    return [id.removeprefix(start) for id in load_texts() if id.startswith(start)]


def words_of(id: str, languages) -> dict[str, str]:
    """A question of the closing feedback, or an answer to it."""
    return said(f"trust.{'answer' if id in ANSWERS else 'question'}.{id}", languages)


# sentences


def stand_of(each: PromiseStand, words) -> str:
    """How a promise stands, with the day that makes it so."""
    if each.days_after:
        return words.count("trust.days_after", each.days_after)
    if each.by is None or each.is_closed:
        return words(f"trust.state.{each.state}")
    date = words.date(each.by)
    if each.state == "late":
        return words("trust.state.late_since", date=date)
    return words("trust.state.by", state=words(f"trust.state.{each.state}"), date=date)


def answer_line(answer: FeedbackAnswer, words) -> str:
    """What came of something that was heard."""
    text = getattr(answer, words.language) or answer.text
    return words("trust.answered.line", did=words(f"trust.did.{answer.did}"), text=text)


# tables that desk and report share


def register(standing, promises: list[PromiseStand], words) -> Table:
    """All promises, late ones first, with where they were made and how they stand."""
    heads = ("what", "source", "to", "stand", "why")
    rows = tuple(
        (
            getattr(each, words.language),
            source_of(each, words),
            each.to or "–",
            stand_of(each, words),
            _why(standing, each, words) or "–",
        )
        for each in to_say(promises, None)
    )
    head = tuple(words(f"trust.head.{each}") for each in heads)
    return Table(words("trust.promises.title"), head, rows)


def source_of(each: PromiseStand, words) -> str:
    """Where it was promised, and which role keeps it."""
    source = words(f"trust.source.{each.source}")
    return words("trust.source.owner", source=source, owner=each.owner) if each.owner else source


def _why(standing, each: PromiseStand, words) -> str:
    """What somebody has said of what came of it."""
    if each.source == "invitation" and each.is_closed:
        return words(f"table.invited.{standing.record(each.subject).state}")
    if each.why or each.source != "meeting" or not each.is_closed:
        return each.why
    # older records have it as the reason of the entry
    reason = standing.entry(each.subject).reason
    return "" if reason == UNDONE else reason


def counts_line(promises: list[PromiseStand], words) -> str:
    return words("trust.promises.counts", **counts_of(promises))


# what the room sees


def promised(moment, languages) -> Shown:
    """What we promised: what is late, what is open, and what was closed since last time."""
    last = meeting_before(moment.standing, moment.meeting_id)
    promises = promises_of(moment.standing, day_of(moment), moment.meeting_id)
    rows = tuple(
        (
            {words.language: getattr(each, words.language) for words in languages},
            in_each(languages, lambda words, each=each: _stand_for_all(each, words)),
        )
        for each in to_say(promises, last.on if last else None)
    )
    title = said("trust.room.promised", languages)
    if not rows:
        return CardScreen(title, (said("trust.room.none", languages),))
    head = (said("trust.room.what", languages), said("trust.room.stand", languages))
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def _stand_for_all(each: PromiseStand, words) -> str:
    """How a promise stands, as the room reads it: of an invitation also who sends it."""
    stand = stand_of(each, words)
    return f"{source_of(each, words)}, {stand}" if each.source == "invitation" else stand


def connection(moment, languages) -> Shown:
    """The question of this meeting; that everybody may pass always stands below it."""
    asked = moment.standing.record(f"{moment.meeting_id}/connection")
    title, free = said("trust.room.connection", languages), said("trust.room.free", languages)
    if not isinstance(asked, ConnectionAsked) or not asked.text.strip():
        return CardScreen(title, (said("trust.room.no_question", languages), free))
    return CardScreen(title, (both(asked, languages), free))


def changed(moment, languages) -> Shown:
    """What was heard last time, and what came of it."""
    answers = [answer for _, answer in moment.standing.of(FeedbackAnswer)]
    title = said("trust.room.changed", languages)
    if not answers:
        return CardScreen(title, (said("trust.room.no_answer", languages),))
    # those that were given together with the last one
    rows = tuple(
        (answer.heard, in_each(languages, lambda words, answer=answer: answer_line(answer, words)))
        for answer in answers
        if answer.meeting == answers[-1].meeting
    )
    head = (said("trust.room.heard", languages), said("trust.room.did", languages))
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


# what is read afterwards, and what goes on paper


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    promises = promises_of(standing, today())
    parts = []
    if promises:
        parts.append(
            Part(
                words("trust.promises.title"),
                hint=counts_line(promises, words),
                table=register(standing, promises, words),
            )
        )
    parts += [*_answers_told(standing, words), *_asked_told(standing, words)]
    rounds = round_told(account, FEEDBACK, words_of=words_of, name=words("trust.feedback.name"))
    return (*parts, *rounds)


def _answers_told(standing, words):
    rows = tuple(
        (answer.heard, answer_line(answer, words)) for _, answer in standing.of(FeedbackAnswer)
    )
    if rows:
        head = (words("trust.head.heard"), words("trust.head.did"))
        title = words("trust.answered.title")
        yield Part(title, table=Table(title, head, rows))


def _asked_told(standing, words):
    lines = []
    for _, asked in standing.of(ConnectionAsked):
        held = standing.record(asked.meeting)
        if isinstance(held, Meeting):
            question = getattr(asked, words.language) or asked.text
            line = words("trust.connection.line", date=words.date(held.on), question=question)
            lines.append(line)
    if lines:
        yield Part(words("trust.connection.told"), lines=tuple(lines))


def paper(book, words) -> tuple[Part, ...]:
    heads = ("what", "to", "stand")
    answered = Table(
        words("trust.answered.title"),
        (words("trust.head.heard"), words("trust.head.did")),
        tuple(("", "") for _ in range(ROWS_ON_PAPER // 2)),
    )
    return (
        Part(
            words("trust.connection.title"),
            hint=words("trust.connection.hint"),
            lines=tuple(words(f"trust.prompt.{id}") for id in prompts()),
        ),
        Part(
            words("trust.paper.promises"),
            table=Table(
                words("trust.paper.promises"),
                tuple(words(f"trust.head.{head}") for head in heads),
                tuple(("", "", "") for _ in range(ROWS_ON_PAPER)),
            ),
        ),
        Part(words("trust.answered.title"), hint=words("trust.answered.hint"), table=answered),
        *round_paper(FEEDBACK, words, words_of=words_of),
    )
