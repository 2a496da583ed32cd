"""S62: questions of the team's own; the equity pauses of later meetings ask them."""

from equitykit.errors import EquitykitError
from equitykit.records.pause_questions import FOCUSES, PauseQuestion
from equitykit.records.team import STAGES
from equitykit.reviews.pause_questions import team_prompts
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.parts import filled, in_each, text_in
from equitykit.workbook.practices.practice import ID, Practice, Writes


def desk(page, moment) -> PracticeDesk:
    words = page.words
    return PracticeDesk(
        id="pause_questions",
        title=words("pause_questions.section.title"),
        instruction=words("pause_questions.section.about"),
        parts=(_ours(moment, words), _new(words)),
    )


def _ours(moment, words) -> Part:
    return Part(
        words("pause_questions.ours.title"),
        hint=words("pause_questions.ours.hint"),
        items=tuple(
            Item(
                subject,
                words("pause_questions.ours.one", number=number),
                fields=tuple(_fields(moment, subject, words)),
                stands=() if question.en and question.es else (words("pause_questions.ours.half"),),
                buttons=(
                    Button(
                        "withdraw", words("pause_questions.ours.withdraw"), {"subject": subject},
                        kind="plain small", told_to=question.text,
                    ),
                ),
            )
            for number, (subject, question) in enumerate(moment.standing.of(PauseQuestion), 1)
        ),
        empty=words("pause_questions.ours.none"),
    )  # fmt: skip


def _fields(moment, subject: str, words):
    for name in ("en", "es"):
        yield field_of(moment, subject, name, words(f"pause_questions.form.{name}"))
    for name, options in _choices(words).items():
        label = words(f"pause_questions.form.{name}")
        yield field_of(moment, subject, name, label, kind="choice", options=options)
    # a name that was typed by mistake can be taken out of what stands
    yield field_of(moment, subject, "offered_by", words("pause_questions.form.offered_by"))


def _choices(words) -> dict[str, tuple[Option, ...]]:
    return {
        "focus": tuple(Option(each, words(f"record.pause_focus.{each}")) for each in FOCUSES),
        "stage": tuple(Option(each, words(f"arc.{each}.name")) for each in STAGES),
    }


def _new(words) -> Part:
    choices = tuple(
        Input(name, words(f"pause_questions.form.{name}"), "choice", options=options, required=True)
        for name, options in _choices(words).items()
    )
    return Part(
        words("pause_questions.new.title"),
        hint=words("pause_questions.new.hint"),
        forms=(
            Form(
                "pause-question",
                "pause_questions.add",
                (
                    Input("en", words("pause_questions.form.en"), "text"),
                    Input("es", words("pause_questions.form.es"), "text"),
                    *choices,
                    Input("offered_by", words("pause_questions.form.offered_by"),
                          hint=words("pause_questions.form.roles")),
                ),
                words("pause_questions.new.do"),
                name=words("pause_questions.new.form"),
            ),
        ),
    )  # fmt: skip


def add(page, moment, values: dict) -> None:
    """Keep a question of the team's own.

    Raises
    ------
    EquitykitError
        ``text_missing``, and ``value_not_taken`` for a focus or stage that there is not
    """
    texts = {name: str(values.get(name, "")).strip() for name in ("en", "es", "offered_by")}
    if not (texts["en"] or texts["es"]):
        raise EquitykitError("text_missing")
    record = filled(
        PauseQuestion, **texts, focus=str(values.get("focus")), stage=str(values.get("stage"))
    )
    page.team.write(f"question/{values['id']}", record, id=values["id"])


def ours_screen(moment, languages) -> CardScreen:
    """The team's own questions."""
    title = said("pause_questions.ours.title", languages)
    lines = tuple(
        in_each(languages, lambda words, each=each: text_in(each.question, words))
        for each in team_prompts(moment.standing)
    )
    return CardScreen(title, lines or (said("pause_questions.ours.none", languages),))


def told(account) -> tuple[Part, ...]:
    words, prompts = account.words, team_prompts(account.standing)
    if not prompts:
        return ()
    heads = ("en", "es", "focus", "stage", "offered_by")
    rows = tuple(
        (
            each.question.en or "–",
            each.question.es or "–",
            words(f"record.pause_focus.{each.focus}"),
            words(f"arc.{each.stage}.name"),
            each.question.offered_by or "–",
        )
        for each in prompts
    )
    title = words("pause_questions.ours.title")
    head = tuple(words(f"pause_questions.form.{each}") for each in heads)
    return (Part(title, table=Table(title, head, rows)),)


def paper(book, words) -> tuple[Part, ...]:
    return (_new(words),)


PRACTICE = Practice(
    id="pause_questions",
    desk=desk,
    told=told,
    paper=paper,
    screens={"ours": ours_screen},
    actions={"add": add},
    writes=(
        Writes(rf"question/{ID}", PauseQuestion, ("en", "es", "focus", "stage", "offered_by")),
    ),
)
