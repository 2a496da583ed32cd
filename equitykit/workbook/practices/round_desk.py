"""An anonymous round on the facilitator's desk, and alone on a laptop that goes round."""

from equitykit.records.rounds import FEWEST, ROLES
from equitykit.reviews.round_release import may_add
from equitykit.reviews.rounds import Instrument, Running, gone_questions
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Grid, Input, Part
from equitykit.workbook.practices import round_state
from equitykit.workbook.practices.round_told import done_part


def round_parts(page, moment, instrument: Instrument, *, words_of, name="") -> tuple[Part, ...]:
    """What the desk of a practice has for a round: begin, collect, read, reveal, earlier ones.

    While the laptop goes round there is the form, and nothing else on the whole desk. `name`
    tells two instruments of one practice apart.
    """
    stand = round_state.collected(page, instrument)
    of = _Of(page, moment, instrument, words_of, name)
    running = stand.open
    if running and running.passed:
        return (_alone(of, running),)
    if running is None:
        parts = [_start(of)]
    elif running.phase == "reading" and any(running.tally.texts.values()):
        parts = [_read(of, running, "reveal", "rounds.read.show")]
    else:
        parts = [_collect(of, running)]
    return (*parts, *_late(of, stand.late), *_earlier(of))


class _Of:
    """Page, moment and questions, and what things of them are called."""

    def __init__(self, page, moment, instrument, words_of, name):
        self.page, self.moment, self.instrument = page, moment, instrument
        self.words, self.name, self.words_of = page.words, name, words_of

    def called(self, id: str) -> str:
        return self.words_of(id, (self.words,))[self.words.language]

    def action(self, name: str) -> str:
        return f"{self.instrument.of}.{self.instrument.id}_{name}"

    def form(self, name: str, sheet: str = "") -> str:
        """The id of a form; another one where the form is to be empty again."""
        return f"{self.instrument.of}-{self.instrument.id}-{name}{sheet and '-'}{sheet}"

    def title(self, id: str) -> str:
        if self.name:
            return self.words(f"rounds.{id}.titled", name=self.name)
        return self.words(f"rounds.{id}.title")

    def button(self, name: str, label: str, kind="second", round="") -> Button:
        """A button; `round` is what it is about, so that pressing late harms no other one."""
        values = {"round": round} if round else {}
        return Button(self.action(name), self.words(label), values, kind)


def _start(of: _Of) -> Part:
    words, people = of.words, of.moment.meeting.people if of.moment.meeting else None
    inputs = []
    if of.instrument.moments:
        moments = tuple(
            Option(each, words(f"rounds.moment.{each}")) for each in of.instrument.moments
        )
        asked = words("rounds.start.moment")
        inputs.append(Input("moment", asked, "radios", moments, _next_moment(of), required=True))
    ways = ("slips", "laptop", "grid") if of.instrument.scales else ("slips", "laptop")
    options = tuple(Option(each, words(f"rounds.way.{each}")) for each in ways)
    inputs.append(
        Input("way", words("rounds.start.way"), "radios", options, ways[0], required=True)
    )
    warnings = [words("rounds.start.few")] if people is not None and people < FEWEST else []
    if round_state.has_traces(of.page):
        warnings.append(words("rounds.done.traces"))
    traces = (of.button("clean", "rounds.done.clean"),) if round_state.has_traces(of.page) else ()
    return Part(
        of.title("start"),
        hint=words("rounds.start.hint"),
        warnings=tuple(warnings),
        forms=(
            Form(
                of.form("open"), of.action("open"), tuple(inputs), words("rounds.start.begin"),
                hint=kept(of.instrument, words),
            ),
        ),
        buttons=traces,
    )  # fmt: skip


def _next_moment(of: _Of) -> str:
    """The first moment of this meeting that was not asked about yet."""
    rounds = round_state.released_rounds(of.moment.standing, of.instrument.id)
    done = {each.moment for _, each in rounds if each.meeting == of.moment.meeting_id}
    moments = of.instrument.moments
    return next((each for each in moments if each not in done), moments[-1])


def kept(instrument: Instrument, words) -> str:
    """What is kept of an answer, and what cannot be promised."""
    ids = ["room", *(["texts"] if instrument.written else []), "honest"]
    return " ".join(words(f"rounds.kept.{id}") for id in ids)


def _collect(of: _Of, running: Running) -> Part:
    words, grid = of.words, running.way == "grid"
    texts = any(running.tally.texts.values())
    return Part(
        of.title("collect"),
        hint=kept(of.instrument, words),
        warnings=tuple(_warnings(of, running)),
        lines=(words("rounds.collect.slips", count=words.number(running.tally.total)),),
        forms=tuple(_grid_forms(of, running)) if grid else (_slip(of, running),),
        buttons=(
            *(() if grid else (of.button("pass", "rounds.laptop.pass", round=running.id),)),
            of.button("read", "rounds.collect.read", "", running.id)
            if texts
            else of.button("reveal", "rounds.collect.reveal", "", running.id),
            of.button("discard", "rounds.collect.discard", "plain small", running.id),
        ),
    )


def _warnings(of: _Of, running: Running):
    if running.meeting != of.moment.meeting_id or running.on != of.page.today():
        yield of.words("rounds.collect.old", date=of.words.date(running.on))
    for question in gone_questions(running, of.instrument):
        asked = running.wording.get(question, {}).get(of.words.language, question)
        yield of.words("rounds.collect.gone", question=asked)


def _inputs(of: "_Of | _Passed"):
    """The questions of a slip, each of which may be left out."""
    for question in of.instrument.questions:
        if question.kind == "text":
            yield Input(question.id, of.called(question.id), "text")
        elif len(question.answers) == 1:
            yield Input(question.id, of.called(question.id), "check")
        else:
            options = tuple(Option(each, of.called(each)) for each in question.answers)
            yield Input(question.id, of.called(question.id), "radios", options)
    if of.instrument.roles:
        yield _role(of.words)


def _role(words) -> Input:
    options = tuple(Option(each, words(f"rounds.role.{each}")) for each in ROLES)
    return Input("role", words("rounds.slip.role"), "choice", options, required=True)


def _slip(of: _Of, running: Running, action="slip") -> Form:
    words = of.words
    return Form(
        of.form(action, running.id), of.action(action), tuple(_inputs(of)),
        words("rounds.slip.save"), name=words("rounds.slip.name"), values={"round": running.id},
    )  # fmt: skip


def _grid_forms(of: _Of, running: Running):
    yield _grid(of, running)
    if of.instrument.written:
        inputs = tuple(each for each in _inputs(of) if each.kind == "text")
        yield Form(
            of.form("texts", running.id), of.action("texts"), inputs,
            of.words("rounds.grid.text"), name=of.words("rounds.grid.texts"),
            values={"round": running.id},
        )  # fmt: skip


def _grid(of: _Of, running: Running) -> Form:
    """A tally of paper slips: a row for each question, typed from left to right."""
    words = of.words
    answers = list(dict.fromkeys(a for each in of.instrument.scales for a in each.answers))
    columns = (*((each, of.called(each)) for each in answers), ("", words("rounds.grid.blank")))
    rows = tuple((each.id, of.called(each.id)) for each in of.instrument.scales)
    return Form(
        of.form("grid", running.id), of.action("grid"),
        (_role(words),) if of.instrument.roles else (),
        words("rounds.grid.save"), name=words("rounds.grid.name"), hint=words("rounds.grid.hint"),
        values={"round": running.id}, grid=Grid(words("rounds.grid.name"), columns, rows),
    )  # fmt: skip


class _Passed:
    """The form in every language of the room: whoever holds the laptop reads one of them."""

    def __init__(self, of: _Of):
        self.instrument, self._words_of = of.instrument, of.words_of
        self._languages = of.page.languages(of.moment)

    def words(self, id: str) -> str:
        return self._both(words(id) for words in self._languages)

    def called(self, id: str) -> str:
        return self._both(self._words_of(id, self._languages).values())

    @staticmethod
    def _both(texts) -> str:
        return " / ".join(dict.fromkeys(texts))


def _alone(of: _Of, running: Running) -> Part:
    """The form for one person: no earlier answer, no count, no other thing on the desk."""
    passed = _Passed(of)
    words = passed.words
    return Part(
        words("rounds.laptop.title"),
        hint=f"{words('rounds.laptop.hint')} {kept(of.instrument, words)}",
        forms=(
            Form(
                of.form("alone", running.sheet), of.action("slip"), tuple(_inputs(passed)),
                words("rounds.slip.hand"), name=words("rounds.slip.mine"),
                values={"round": running.id},
            ),
        ),
        buttons=(
            Button(
                of.action("blank"), words("rounds.laptop.blank"), {"round": running.id}, "second"
            ),
            Button(of.action("keep"), words("rounds.laptop.end"), {"round": running.id}, "plain"),
        ),
        alone=True,
    )  # fmt: skip


def _read(of: _Of, running: Running, action: str, submit: str) -> Part:
    """What was written, for the facilitator's eyes."""
    words = of.words
    inputs = [
        Input(
            f"{question}.{number}",
            words(
                "rounds.read.line",
                question=running.wording.get(question, {}).get(words.language, question),
                row=number + 1,
            ),
            "text",
            value=text,
        )
        for question, texts in running.tally.texts.items()
        for number, text in enumerate(texts)
    ]
    form = Form(
        of.form(f"read-{action}"), of.action(action), tuple(inputs), words(submit),
        values={"round": running.id},
    )  # fmt: skip
    return Part(
        words("rounds.read.title"),
        hint=words("rounds.read.hint"),
        forms=(form,),
        buttons=(of.button("discard", "rounds.collect.discard", "plain small", running.id),)
        if action == "reveal"
        else (),
        private=True,
    )


def _late(of: _Of, waiting: Running | None):
    """Answers after the reveal, to the round of this meeting."""
    words = of.words
    here = round_state.round_here(of.moment, of.instrument.id, of.page.today())
    if here is None:
        return
    subject, done = here
    if waiting is None or f"round/{waiting.id}" != subject:
        waiting = None
    if waiting and waiting.phase == "reading":
        yield _read(of, waiting, "add", "rounds.late.add")
        return
    buttons = [of.button("back", "rounds.late.back", "plain small")]
    if waiting and may_add(done, waiting.tally, round_state.ever_released(of.moment)):
        texts = any(waiting.tally.texts.values())
        name, label = ("late_read", "rounds.late.read") if texts else ("add", "rounds.late.add")
        buttons.insert(0, of.button(name, label))
    empty = Running(id=subject.rpartition("/")[2], on=done.on)
    count = words("rounds.late.waiting", count=words.number(waiting.tally.total if waiting else 0))
    yield Part(
        words("rounds.late.title"),
        hint=words("rounds.late.hint"),
        lines=(count,) if waiting else (),
        forms=(_slip(of, waiting or empty, "late"),),
        buttons=tuple(buttons),
        folded=True,
    )


def _earlier(of: _Of):
    rounds = round_state.released_rounds(of.moment.standing, of.instrument.id)
    if not rounds:
        return
    for subject, done in reversed(rounds[-3:]):
        part = done_part(done, of.words, name=of.name)
        yield Part(
            part.title, table=part.table, lines=part.lines, folded=subject != rounds[-1][0],
            forms=(_withdrawing(of, subject),),
        )  # fmt: skip


def _withdrawing(of: _Of, subject: str) -> Form:
    words = of.words
    return Form(
        of.form("withdraw", subject.rpartition("/")[2]), of.action("withdraw"),
        (Input("reason", words("rounds.done.reason"), required=True),),
        words("rounds.done.withdraw"), values={"subject": subject},
    )  # fmt: skip
