"""What the room sees of the rounds, what is told of them, and the sheet on paper."""

from functools import partial

from equitykit.records.notes import MeasureShown
from equitykit.records.noticing import ROUNDS, CrossingSeen, Predicted, SaidPrediction
from equitykit.reviews.hidden_routes import routes_of
from equitykit.reviews.noticing import for_people, lines_of, waiting_explanations
from equitykit.views.practices import Form, Input, Part, Table
from equitykit.views.said import said
from equitykit.views.sentences import dimension_name, group_name
from equitykit.views.today_room import CardScreen, LinesScreen, TableScreen
from equitykit.workbook.practices.charts import chart_name, measure_name
from equitykit.workbook.practices.crossings_seen import crossings_table
from equitykit.workbook.practices.hidden_routes import HEAD, routes_table
from equitykit.workbook.practices.noticing_before import SAID, before_screen
from equitykit.workbook.practices.noticing_desk import QUESTIONS
from equitykit.workbook.practices.parts import in_each


def question_screen(moment, languages) -> CardScreen:
    """What to predict, alone and on paper, before the figure is there."""
    choice = moment.progress.choice
    title = said("noticing.ask.title", languages)
    if choice.get("measure"):
        title = in_each(languages, lambda words: words("noticing.ask.of", **_named(choice, words)))
    lines = [said(f"noticing.ask.{each}", languages) for each in QUESTIONS[:2]]
    return CardScreen(title, (*lines, said("noticing.ask.private", languages)))


def _named(choice: dict, words) -> dict[str, str]:
    return {
        "measure": measure_name(choice["measure"], words),
        "dimension": dimension_name(choice.get("dimension", "all"), words=words),
    }


def people_screen(moment, languages) -> CardScreen:
    """What people, not figures, can answer."""
    lines = tuple(line.text for _, line in for_people(moment.standing))
    return CardScreen(
        said("noticing.people.title", languages),
        lines or (said("noticing.people.none", languages),),
        page=moment.progress.page or 1,
    )


def _round_screen(round: str, moment, languages) -> LinesScreen:
    lines = tuple(line.text for _, line in lines_of(moment.standing, round)
                  if line.meeting == moment.meeting_id)  # fmt: skip
    title = said(f"noticing.{round}.title", languages)
    return LinesScreen(title, lines, page=moment.progress.page or None)


def predictions_screen(moment, languages) -> CardScreen:
    """What the team wanted to say aloud before it looked."""
    texts = tuple(each.text for _, each in moment.standing.of(SaidPrediction)
                  if each.meeting == moment.meeting_id)  # fmt: skip
    title = said("noticing.said.title", languages)
    return CardScreen(
        title, texts or (said("noticing.said.none", languages),), page=moment.progress.page or 1
    )


def routes_screen(moment, languages) -> TableScreen | CardScreen:
    """How the team will learn of groups that figures hide."""
    title, chosen = said("noticing.routes.title", languages), routes_of(moment.standing)
    if not chosen:
        return CardScreen(title, (said("noticing.routes.nothing", languages),))
    rows = tuple(
        (
            in_each(languages, lambda words, code=code: group_name(code, words=words)),
            said(f"group_register.route.{record.route}", languages),
            record.owner,
            in_each(languages, lambda words, record=record: words.date(record.by)),
        )
        for code, record in chosen.items()
    )
    head = tuple(said(f"noticing.routes.{each}", languages) for each in HEAD[:4])
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


SCREENS = {
    "before": before_screen,
    "question": question_screen,
    "predictions": predictions_screen,
    **{each: partial(_round_screen, each) for each in ROUNDS},
    "people": people_screen,
    "routes": routes_screen,
}


# what is read


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    parts = [*_predictions(standing, words), *_rounds(standing, words)]
    asked = tuple(line.text for _, line in for_people(standing))
    if asked:
        title = words("noticing.people.title")
        parts.append(Part(title, hint=words("noticing.people.hint"), lines=asked))
    parked = tuple(each.text for _, each in waiting_explanations(standing))
    if parked:
        parts.append(
            Part(words("noticing.parked.title"), hint=words("noticing.parked.hint"), lines=parked)
        )
    seen = [each for _, each in standing.of(CrossingSeen)]
    if seen:
        title, table = words("noticing.crossings.title"), crossings_table(seen, words)
        many = words("noticing.crossings.many", count=words.number(len(seen)))
        parts.append(Part(title, hint=many if len(seen) > 1 else "", table=table))
    chosen = routes_of(standing)
    if chosen:
        title = words("noticing.routes.title")
        parts.append(Part(title, table=routes_table(list(chosen), chosen, words)))
    return tuple(parts)


def _predictions(standing, words):
    """Which measures were predicted, and which were shown to a room that had not."""
    predicted = {each.measure for _, each in standing.of(Predicted)}
    spoken = [each for _, each in standing.of(SaidPrediction)]
    predicted |= {each.measure for each in spoken}
    lines = [words("noticing.told.said", text=each.text) for each in spoken]
    if predicted - {""}:
        names = words.list(measure_name(each, words) for each in sorted(predicted - {""}))
        lines.append(words("noticing.told.predicted", measures=names))
    before = [each.measure for _, each in standing.of(MeasureShown)
              if each.measure not in predicted]  # fmt: skip
    if before and (lines or any(lines_of(standing, each) for each in ROUNDS)):
        names = words.list(measure_name(each, words) for each in before)
        lines.append(words("noticing.told.not_predicted", measures=names))
    if lines:
        yield Part(words("noticing.told.title"), lines=tuple(lines))


def _rounds(standing, words):
    for round in ROUNDS:
        rows = tuple(_row(line, words) for _, line in lines_of(standing, round))
        if rows:
            title = words(f"noticing.{round}.title")
            head = tuple(words(f"noticing.head.{each}") for each in ("line", "chart", "next"))
            yield Part(title, table=Table(title, head, rows))


def _row(line, words) -> tuple[str, str, str]:
    by = words(f"meeting.role.{line.role}") if line.role else ""
    text = words("noticing.told.line", text=line.text, role=by) if by else line.text
    goes = words(f"noticing.goes.{line.goes_to}") if line.goes_to else "–"
    return text, chart_name(line, words) or words("noticing.chart.unlinked"), goes


def paper(book, words) -> tuple[Part, ...]:
    line = Input("line", words("noticing.paper.line"), "text")
    rounds = tuple(
        Part(
            words(f"noticing.{each}.title"),
            hint=words(f"noticing.{each}.hint"),
            forms=(Form(f"round-{each}", "", (line,), ""),),
        )
        for each in ROUNDS
    )
    routes = words("noticing.routes.title")
    before = Input("before", words("noticing.before.said"), "text")
    return (
        Part(
            words("noticing.before.title"),
            hint=words.list(words(f"noticing.before.{each}") for each in SAID),
            forms=(Form("before", "", (before,), ""),),
        ),
        Part(
            words("noticing.predict.title"),
            hint=words("noticing.paper.keep"),
            reflection=tuple(words(f"noticing.ask.{each}") for each in QUESTIONS),
        ),
        *rounds,
        Part(
            routes,
            hint=words("noticing.routes.hint"),
            table=Table(
                routes,
                tuple(words(f"noticing.routes.{each}") for each in HEAD),
                tuple(("",) * len(HEAD) for _ in range(4)),
            ),
        ),
    )
