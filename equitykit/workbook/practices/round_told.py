"""What anonymous rounds released: on the wall, in reports, on paper. Spread, never one number."""

from equitykit.records.rounds import ROLES, Round
from equitykit.reviews.rounds import Instrument
from equitykit.views.fields import Option
from equitykit.views.practices import Form, Input, Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import Bars, BarsScreen, CardScreen, LinesScreen
from equitykit.workbook.practices.round_state import latest_round, released_rounds

UNKNOWN = "dont_know"


def title_of(done: Round, words, *, name: str = "") -> str:
    """When a round was released, and at which moment of the meeting."""
    date = words.date(done.on)
    title = (
        words("rounds.done.titled", name=name, date=date)
        if name
        else words("rounds.done.title", date=date)
    )
    if not done.moment:
        return title
    at = words(f"rounds.moment.{done.moment}")
    return words("rounds.done.moment", title=title, moment=at)


def done_part(done: Round, words, *, name: str = "") -> Part:
    """One round: the spread of each question, or that too few answered."""
    title = title_of(done, words, name=name)
    if done.few:
        return Part(title, lines=(words("rounds.done.few"),))
    lines = [words("rounds.done.answers", count=words.number(done.answers))]
    for question, texts in sorted(done.texts.items(), key=lambda each: done.order.index(each[0])):
        lines.append(words("rounds.done.written", question=_asked(done, question, words)))
        lines += texts
    return Part(title, lines=tuple(lines), table=_table(done, words, title))


def _asked(done: Round, id: str, words) -> str:
    """A question or answer in the words in which it was asked."""
    wording = done.wording.get(id, {})
    return wording.get(words.language) or next(iter(wording.values()), id)


def _questions(done: Round) -> list[str]:
    """The questions whose counts are shown, in the order in which they stood."""
    return [id for id in done.order if id in done.counts]


def _table(done: Round, words, title: str) -> Table | None:
    if not done.counts:
        return None
    answers, share = done.scale, UNKNOWN in done.scale
    head = (
        words("rounds.done.statement"),
        *(_asked(done, answer, words) for answer in answers),
        words("rounds.done.people"),
        *([words("rounds.done.unknown")] if share else []),
    )
    rows = []
    for question in _questions(done):
        counts = done.counts[question]
        people = sum(counts.values())
        unknown = [words.percent(100 * counts.get(UNKNOWN, 0) / people)] if share else []
        cells = [words.number(counts.get(answer, 0)) for answer in answers]
        rows.append((_asked(done, question, words), *cells, words.number(people), *unknown))
    return Table(title, head, tuple(rows))


def _roles(done: Round, words):
    answers = done.scale
    for question in [id for id in _questions(done) if id in done.roles]:
        roles = done.roles[question]
        asked = _asked(done, question, words)
        title = words("rounds.done.by_role", question=asked)
        rows = tuple(
            (
                words(f"rounds.role.{role}"),
                *(words.number(roles[role].get(answer, 0)) for answer in answers),
            )
            for role in ROLES
            if role in roles
        )
        head = (words("rounds.done.role"), *(_asked(done, each, words) for each in answers))
        yield Part(title, table=Table(title, head, rows))


def round_told(account, instrument: Instrument, *, words_of, name="") -> tuple[Part, ...]:
    """The spread of each released round, by seat where that may be seen, and what changed."""
    words = account.words
    rounds = [done for _, done in released_rounds(account.standing, instrument.id)]
    parts = [part for done in rounds for part in (done_part(done, words, name=name),
                                                  *_roles(done, words))]  # fmt: skip
    shown = [done for done in rounds if done.counts]
    if len(shown) > 1:
        parts.append(_change(shown, instrument, words))
    return tuple(parts)


def _change(rounds: list[Round], instrument: Instrument, words) -> Part:
    last = rounds[-1]
    answers = list(last.scale)
    questions = list(dict.fromkeys(id for done in rounds for id in _questions(done)))
    order = ", ".join(_asked(last, answer, words) for answer in answers)
    head = (words("rounds.done.statement"), *(title_of(done, words) for done in rounds))
    rows = tuple(
        (_asked(_holder(rounds, id), id, words), *(_spread(done, id, answers) for done in rounds))
        for id in questions
    )
    title = words("rounds.change.title")
    hint = words("rounds.change.hint", answers=order)
    return Part(title, hint=hint, table=Table(title, head, rows))


def _holder(rounds: list[Round], question: str) -> Round:
    return next(done for done in reversed(rounds) if question in done.counts)


def _spread(done: Round, question: str, answers: list[str]) -> str:
    counts = done.counts.get(question)
    return " · ".join(str(counts.get(each, 0)) for each in answers) if counts else "–"


def round_screen(instrument: Instrument, *, words_of, title: str = ""):
    """What the room sees of the latest round; `title` is the id of our sentence above it."""

    def screen(moment, languages) -> BarsScreen | CardScreen:
        above = said(title or f"{instrument.of}.section.title", languages)
        rounds = released_rounds(moment.standing, instrument.id)
        if not rounds:
            return CardScreen(above, (said("rounds.screen.wait", languages),))
        done = rounds[-1][1]
        if done.few or not done.counts:
            return CardScreen(above, (said("rounds.screen.few", languages),))
        return BarsScreen(
            above,
            tuple(_bars(done, question, languages) for question in _questions(done)),
            {
                each.language: each("rounds.screen.note", count=each.number(done.answers))
                for each in languages
            },
            page=moment.progress.page or 1,
        )

    return screen


def _bars(done: Round, question: str, languages) -> Bars:
    counts = done.counts[question]
    return Bars(
        {each.language: _asked(done, question, each) for each in languages},
        tuple(
            ({each.language: _asked(done, id, each) for each in languages}, counts.get(id, 0))
            for id in done.scale
        ),
    )


def texts_screen(instrument: Instrument, question: str, *, words_of):
    """What was written to one question and read by the facilitator, mixed."""

    def screen(moment, languages) -> LinesScreen | CardScreen:
        above = words_of(question, languages)
        done = latest_round(moment.standing, instrument.id)
        texts = done.texts.get(question, ()) if done else ()
        if not texts:
            return CardScreen(above, (said("rounds.screen.wait", languages),))
        return LinesScreen(above, texts, page=moment.progress.page or 1)

    return screen


def kept_screen(instrument: Instrument):
    """What is kept of an answer, for the room to read before anybody answers."""

    def screen(moment, languages) -> CardScreen:
        lines = [said("rounds.kept.room", languages)]
        if instrument.written:
            lines.append(said("rounds.kept.read", languages))
        return CardScreen(said("rounds.kept.title", languages), tuple(lines))

    return screen


def round_paper(instrument: Instrument, words, *, words_of) -> tuple[Part, ...]:
    """The slip to print and cut out: one for each person."""
    inputs = []
    for question in instrument.questions:
        label = words_of(question.id, (words,))[words.language]
        options = tuple(
            Option(each, words_of(each, (words,))[words.language]) for each in question.answers
        )
        kind = "text" if question.kind == "text" else "radios"
        inputs.append(Input(question.id, label, kind, options))
    if instrument.roles:
        roles = tuple(Option(each, words(f"rounds.role.{each}")) for each in ROLES)
        inputs.append(Input("role", words("rounds.slip.role"), "radios", roles))
    hint = f"{words('rounds.paper.hint')} {words('rounds.kept.room')}"
    form = Form(f"slip-{instrument.id}", "", tuple(inputs), "")
    return (Part(words("rounds.paper.title"), hint=hint, forms=(form,)),)
