"""The rounds in front of a figure as the facilitator holds them."""

from equitykit.records.noticing import GOES_TO, LONGEST_LINE, SaidPrediction
from equitykit.records.table import ROLES
from equitykit.reviews.inventory import questions
from equitykit.reviews.noticing import (
    has_predicted,
    lines_of,
    offers_parking,
    waiting_explanations,
)
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part
from equitykit.views.sentences import dimension_name
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.charts import (
    chart_name,
    chosen_chart,
    is_shown,
    measure_name,
    shown_chart,
)
from equitykit.workbook.practices.noticing_before import before_rows

QUESTIONS = ("expect", "whom", "taught")
# which rounds a step of a meeting has open; on the stage's workbook all are
OPEN = {
    "predict": ("predict",),
    "reveal_notice": ("predict", "notice"),
    "predict_reveal_notice": ("predict", "notice"),
    "look_at_data": ("notice", "wonder"),
    "wonder": ("wonder", "cannot_tell", "missing_account"),
    "crossings": ("notice", "cannot_tell", "crossings", "routes"),
    "choose_focus": ("wonder", "next_evidence"),
}


def is_open(moment, part: str) -> bool:
    """Whether the step where the meeting stands has a part open."""
    return moment.meeting is None or part in OPEN.get(moment.step.id, ())


# before the figure


def predict_part(page, moment, words) -> Part:
    chart = chosen_chart(page, moment)
    said = [
        each
        for each in moment.standing.of(SaidPrediction)
        if chart is None or each[1].measure in ("", chart.measure)
    ]
    return Part(
        words("noticing.predict.title"),
        hint=words("noticing.predict.hint", chart=_asked(chart, words)),
        warnings=(*_unasked(moment, words), *_too_late(moment, chart, words)),
        lines=_before(moment, chart, words),
        reflection=tuple(words(f"noticing.ask.{each}") for each in QUESTIONS),
        items=tuple(_taken(subject, each, words) for subject, each in said),
        forms=(_form("say", "noticing.say", words),),
        buttons=_gate(moment, chart, words),
        folded=not is_open(moment, "predict"),
    )


def _asked(chart, words) -> str:
    if chart is None:
        return words("noticing.chart.any")
    return words(
        "noticing.chart.name",
        measure=measure_name(chart.measure, words),
        dimension=dimension_name(chart.dimension, words=words),
        year=chart.period,
    )


def _unasked(moment, words):
    """The question comes first, also where the figures are there already."""
    if not questions(moment.standing):
        yield words("noticing.before.no_question")


def _before(moment, chart, words) -> tuple[str, ...]:
    """What is said before the figure; a question that is missing is warned of, not said."""
    rows = before_rows(moment, chart.measure, chart.period, words) if chart else []
    rows = rows if questions(moment.standing) else rows[1:]
    return tuple(words("noticing.before.line", what=what, text=text) for what, text in rows)


def _too_late(moment, chart, words):
    if chart is None or has_predicted(
        moment.standing, moment.meeting_id, chart.measure, chart.dimension
    ):
        return
    if is_shown(moment.standing, chart.measure):
        yield words("noticing.predict.shown", measure=measure_name(chart.measure, words))


def _gate(moment, chart, words) -> tuple[Button, ...]:
    if chart is None:
        return ()
    done = has_predicted(moment.standing, moment.meeting_id, chart.measure, chart.dimension)
    label = words("noticing.predict.done" if done else "noticing.predict.do")
    return (Button("noticing.predicted", label, pressed=done),)


def _taken(subject: str, record, words) -> Item:
    return Item("", record.text, buttons=(_out(subject, record.text, words),))


def _out(subject: str, text: str, words) -> Button:
    return Button(
        "noticing.take_out", words("noticing.line.withdraw"), {"subject": subject},
        kind="plain small", told_to=text,
    )  # fmt: skip


def _form(id: str, action: str, words, *inputs: Input, values=None) -> Form:
    text = Input("text", words(f"noticing.{id}.label"), required=True, most=LONGEST_LINE)
    return Form(
        f"noticing-{id}", action, (text, *inputs), words(f"noticing.{id}.save"),
        values=values or {},
    )  # fmt: skip


# in front of the figure


def round_part(page, moment, round: str, words) -> Part:
    """One round: its lines, each with its chart, and the form for the next one."""
    shown = shown_chart(page, moment)
    hint = words(f"noticing.{round}.hint")
    about = chart_name(shown, words) if shown else words("noticing.chart.none")
    roles = tuple(Option(role, words(f"meeting.role.{role}")) for role in ROLES)
    inputs = [Input("role", words("noticing.line.role"), "choice", roles)]
    if round == "wonder":
        options = tuple(Option(each, words(f"noticing.goes.{each}")) for each in GOES_TO)
        inputs.append(Input("goes_to", words("noticing.line.goes"), "choice", options))
    return Part(
        words(f"noticing.{round}.title"),
        hint=f"{hint} {about}",
        items=tuple(
            _line(moment, subject, each, number, words)
            for number, (subject, each) in enumerate(lines_of(moment.standing, round), 1)
        ),
        empty=words("noticing.line.none"),
        forms=(_form(round, "noticing.add", words, *inputs, values={"round": round}),),
        folded=not is_open(moment, round),
    )


def _line(moment, subject: str, line, number: int, words) -> Item:
    why = offers_parking(line)
    buttons = [_out(subject, line.text, words)]
    if why:
        buttons[:0] = (
            Button("noticing.park", words("noticing.offer.park"), {"subject": subject},
                   told_to=line.text),
            Button("noticing.keep", words("noticing.offer.keep"), {"subject": subject},
                   told_to=line.text),
        )  # fmt: skip
    said = [words("noticing.line.by", role=words(f"meeting.role.{line.role}"))] if line.role else []
    if line.goes_to:
        said.append(words(f"noticing.goes.{line.goes_to}"))
    chart = chart_name(line, words)
    return Item(
        subject,
        words("noticing.line.title", number=number),
        fields=(
            field_of(moment, subject, "text", words("noticing.line.text"), kind="line"),
        ),
        stands=(*([chart] if chart else []), *said),
        warnings=(words(f"noticing.offer.{why}"),) if why else (),
        buttons=tuple(buttons),
    )  # fmt: skip


def explanations_part(moment, words) -> Part:
    """What came early and waits for the causes."""
    return Part(
        words("noticing.parked.title"),
        hint=words("noticing.parked.hint"),
        items=tuple(_taken(*each, words) for each in waiting_explanations(moment.standing)),
        empty=words("noticing.parked.none"),
        forms=(_form("parked", "noticing.park_new", words),),
        folded=moment.meeting is not None,
    )
