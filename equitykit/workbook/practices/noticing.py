"""S36, S45: predict before the figure, then notice, wonder, and ask what it cannot tell."""

from equitykit.errors import EquitykitError
from equitykit.records.noticing import (
    GOES_TO,
    LONGEST_LINE,
    ROUNDS,
    CrossingSeen,
    Noticed,
    ParkedExplanation,
    Predicted,
    RouteChosen,
    SaidPrediction,
)
from equitykit.records.table import ROLES
from equitykit.reviews.noticing import predicted_subject
from equitykit.views.practices import PracticeDesk
from equitykit.workbook.practices.charts import chosen_chart, shown_chart
from equitykit.workbook.practices.crossings_seen import crossings_part, tell_crossing
from equitykit.workbook.practices.hidden_routes import choose_route, routes_part
from equitykit.workbook.practices.noticing_desk import (
    explanations_part,
    is_open,
    predict_part,
    round_part,
)
from equitykit.workbook.practices.noticing_shown import SCREENS, paper, told
from equitykit.workbook.practices.parts import filled, record_for
from equitykit.workbook.practices.practice import ID, Practice, Writes


def desk(page, moment) -> PracticeDesk:
    words = page.words
    return PracticeDesk(
        id="noticing",
        title=words("noticing.section.title"),
        instruction=words("noticing.section.about"),
        parts=(
            predict_part(page, moment, words),
            *(round_part(page, moment, each, words) for each in ROUNDS),
            crossings_part(moment, words, folded=not is_open(moment, "crossings")),
            explanations_part(moment, words),
            routes_part(page, moment, words),
        ),
    )


# what buttons and forms do


def predicted(page, moment, values: dict) -> None:
    """Everybody has predicted, each for themselves: the figure may be shown.

    Raises
    ------
    EquitykitError
        ``meeting_no_figures``
    """
    chart = chosen_chart(page, moment)
    if chart is None:
        raise EquitykitError("meeting_no_figures")
    subject = predicted_subject(moment.meeting_id, chart.measure, chart.dimension)
    if moment.standing.record(subject) is None:
        record = Predicted(
            meeting=moment.meeting_id, measure=chart.measure, dimension=chart.dimension
        )
        page.team.write(subject, record, id=values["id"])


def say(page, moment, values: dict) -> None:
    """Keep a prediction that the team wants to say aloud.

    Raises
    ------
    EquitykitError
        ``text_missing``, ``noticing_too_long``
    """
    chart = chosen_chart(page, moment)
    about = {"measure": chart.measure, "dimension": chart.dimension} if chart else {}
    record = filled(SaidPrediction, meeting=moment.meeting_id, text=_text(values), **about)
    page.team.write(f"prediction/{values['id']}", record, id=values["id"])


def add(page, moment, values: dict) -> None:
    """Write down a line of a round, with the chart that the room was shown last.

    Raises
    ------
    EquitykitError
        ``text_missing``, ``noticing_too_long``
    """
    round, role = values.get("round"), str(values.get("role", ""))
    goes_to = str(values.get("goes_to", ""))
    if round not in ROUNDS or role not in ("", *ROLES) or goes_to not in ("", *GOES_TO):
        raise EquitykitError("field_unknown")
    chart = shown_chart(page, moment)
    record = filled(
        Noticed,
        meeting=moment.meeting_id,
        round=round,
        text=_text(values),
        role=role,
        goes_to=goes_to,
        **(chart.values if chart else {}),
    )
    page.team.write(f"noticed/{values['id']}", record, id=values["id"])


def keep(page, moment, values: dict) -> None:
    """Leave a line that explains where it is: the offer to park it goes."""
    subject = str(values.get("subject"))
    record = record_for(moment, subject, Noticed)
    if not record.kept:
        page.team.write(subject, record.with_value("kept", True), id=values["id"])


def park(page, moment, values: dict) -> None:
    """Put an explanation aside until the causes; it is no line of the round any more."""
    subject = str(values.get("subject"))
    parked = f"explanation/{subject.removeprefix('noticed/')}"
    if isinstance(moment.standing.record(parked), ParkedExplanation):
        return
    line = record_for(moment, subject, Noticed)
    record = ParkedExplanation(
        meeting=line.meeting, text=line.text, measure=line.measure, period=line.period
    )
    page.team.write(parked, record, id=values["id"])
    page.team.withdraw(subject)


def park_new(page, moment, values: dict) -> None:
    """Put aside an explanation that somebody says, without arguing it.

    Raises
    ------
    EquitykitError
        ``text_missing``, ``noticing_too_long``
    """
    chart = shown_chart(page, moment)
    about = {"measure": chart.measure, "period": chart.period} if chart else {}
    record = filled(ParkedExplanation, meeting=moment.meeting_id, text=_text(values), **about)
    page.team.write(f"explanation/{values['id']}", record, id=values["id"])


def take_out(page, moment, values: dict) -> None:
    """Let a line, a said prediction or a parked explanation count no more."""
    subject = str(values.get("subject"))
    kinds = Noticed | SaidPrediction | ParkedExplanation
    if not isinstance(moment.standing.record(subject), kinds):
        raise EquitykitError("field_unknown")
    page.team.withdraw(subject, id=values["id"])


def _text(values: dict) -> str:
    text = " ".join(str(values.get("text", "")).split())
    if not text:
        raise EquitykitError("text_missing")
    if len(text) > LONGEST_LINE:
        raise EquitykitError("noticing_too_long", most=LONGEST_LINE)
    return text


PRACTICE = Practice(
    id="noticing",
    desk=desk,
    told=told,
    paper=paper,
    screens=SCREENS,
    actions={
        "predicted": predicted, "say": say, "add": add, "keep": keep, "park": park,
        "park_new": park_new, "take_out": take_out, "route": choose_route,
        "crossing": tell_crossing,
    },
    writes=(Writes(rf"noticed/{ID}", Noticed, ("text",)),),
    undoes=(Predicted, SaidPrediction, ParkedExplanation, RouteChosen, CrossingSeen),
)  # fmt: skip
