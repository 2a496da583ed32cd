"""S87: four open questions by table and role, and where leaders and community are apart."""

from equitykit.records.dialogue import (
    QUESTIONS,
    ROLES,
    WAYS,
    DialogueAnswer,
    DialogueTable,
    DialogueTheme,
)
from equitykit.reviews.dialogue import FEWEST, table_of
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.dialogue_actions import (
    add_table,
    add_theme,
    answer,
    remove_table,
)
from equitykit.workbook.practices.dialogue_themes import (
    Dialogue,
    answers_told,
    comparison,
    distances,
    leaders_alone,
    starter_themes,
    theme_name,
    wall,
)
from equitykit.workbook.practices.practice import ID, Practice, Writes

TABLE = rf"dialogue/table/{ID}"


def options(kind: str, values, words) -> tuple[Option, ...]:
    """Choices whose words are ``dialogue.<kind>.<value>``."""
    return tuple(Option(value, words(f"dialogue.{kind}.{value}")) for value in values)


# the desk


def desk(page, moment) -> PracticeDesk:
    words, dialogue = page.words, Dialogue(moment.standing)
    return PracticeDesk(
        id="dialogue",
        title=words("dialogue.section.title"),
        instruction=words("dialogue.section.about"),
        parts=(
            _questions(words),
            _tables(dialogue, words),
            _answers(moment, dialogue, words),
            comparison(dialogue, words),
            distances(dialogue, words),
        ),
    )


def _questions(words) -> Part:
    return Part(
        words("dialogue.questions.title"),
        hint=words("dialogue.questions.hint"),
        lines=tuple(
            words(
                "dialogue.questions.pair",
                question=words(f"dialogue.question.{each}"),
                more=words(f"dialogue.more.{each}"),
            )
            for each in QUESTIONS
        ),
    )


def _tables(dialogue: Dialogue, words) -> Part:
    alone = leaders_alone(dialogue)
    return Part(
        words("dialogue.table.title"),
        hint=words("dialogue.table.hint"),
        warnings=(words("dialogue.table.no_community"),) if alone else (),
        items=tuple(_table(dialogue, *each, words) for each in dialogue.tables.items()),
        empty=words("dialogue.table.none"),
        forms=(
            Form(
                id="dialogue-table",
                action="dialogue.add_table",
                name=words("dialogue.table.form"),
                inputs=(
                    Input(
                        "role", words("dialogue.table.role"), "choice", required=True,
                        options=options("role", ROLES, words),
                    ),
                    Input(
                        "people", words("dialogue.table.people"), "number", required=True, least=1
                    ),
                    Input(
                        "way", words("dialogue.table.way"), "radios", value=WAYS[0],
                        options=options("way", WAYS, words),
                    ),
                ),
                submit=words("dialogue.table.add"),
            ),
        ),
    )  # fmt: skip


def table_name(table: DialogueTable, words) -> str:
    role = words(f"dialogue.role.{table.role}")
    return words("dialogue.table.name", number=words.number(table.number), role=role)


def _table(dialogue: Dialogue, subject: str, table: DialogueTable, words) -> Item:
    name, is_small = table_name(table, words), table.people < FEWEST
    count = words("dialogue.table.count", people=words.number(table.people))
    return Item(
        subject=subject,
        title=name,
        stands=(count, words(f"dialogue.way.{table.way}")),
        warnings=(words("dialogue.table.small_warning"),) if is_small else (),
        forms=(_answer_form(subject, table, words),),
        buttons=()
        if dialogue.of_table(subject)
        else (
            Button(
                "dialogue.remove_table", words("dialogue.table.remove"), {"subject": subject},
                kind="plain small", told_to=name,
            ),
        ),
    )  # fmt: skip


def _answer_form(subject: str, table: DialogueTable, words) -> Form:
    agreed = Input("agreed", words("dialogue.answer.agreed"), "check")
    return Form(
        id=f"dialogue-{subject.rpartition('/')[2]}",
        action="dialogue.answer",
        name=words("dialogue.answer.form", number=words.number(table.number)),
        inputs=(
            Input(
                "question", words("dialogue.answer.question"), "choice", required=True,
                options=options("question", QUESTIONS, words),
            ),
            Input("text", words("dialogue.answer.text"), "text", required=True),
            Input(
                "hands", words("dialogue.answer.hands"), "number", required=True, least=1,
                most=table.people,
            ),
            *((agreed,) if table.people < FEWEST else ()),
        ),
        submit=words("dialogue.answer.add"),
        values={"table": subject},
    )  # fmt: skip


def _answers(moment, dialogue: Dialogue, words) -> Part:
    own = [record.text for _, record in moment.standing.of(DialogueTheme)]
    untagged = sum(not record.themes for _, record in dialogue.answers)
    warning = words("dialogue.answer.untagged", count=words.number(untagged))
    return Part(
        words("dialogue.answer.title"),
        hint=words("dialogue.answer.hint"),
        warnings=(warning,) if untagged else (),
        items=tuple(
            _answer(moment, dialogue, subject, record, own, words)
            for subject, record in dialogue.answers
        ),
        empty=words("dialogue.answer.none"),
        forms=(
            Form(
                id="dialogue-theme",
                action="dialogue.add_theme",
                name=words("dialogue.own.form"),
                inputs=(Input("text", words("dialogue.own.text"), required=True),),
                submit=words("dialogue.own.add"),
            ),
        ),
    )


def _answer(moment, dialogue, subject, record: DialogueAnswer, own, words) -> Item:
    table = dialogue.tables[table_of(subject)]
    themes = dict.fromkeys([*starter_themes(), *own, *record.themes])
    name = words(
        "dialogue.answer.name",
        question=words(f"dialogue.question.{record.question}"),
        number=words.number(table.number),
        role=words(f"dialogue.role.{table.role}"),
    )
    too_many = words("dialogue.answer.too_many")
    return Item(
        subject=subject,
        title=name,
        fields=(
            field_of(moment, subject, "text", words("dialogue.answer.text")),
            field_of(
                moment, subject, "themes", words("dialogue.answer.themes"), kind="checks",
                options=tuple(Option(each, theme_name(each, words)) for each in themes),
            ),
        ),
        warnings=(too_many,) if record.hands > table.people else (),
        buttons=(
            Button(
                "withdraw", words("dialogue.answer.withdraw"), {"subject": subject},
                kind="plain small", told_to=record.text,
            ),
        ),
    )  # fmt: skip


# what the room sees, what is read, what goes on paper


def questions(moment, languages) -> CardScreen:
    lines = tuple(said(f"dialogue.question.{each}", languages) for each in QUESTIONS)
    return CardScreen(said("dialogue.questions.title", languages), lines)


def told(account) -> tuple[Part, ...]:
    words, dialogue = account.words, Dialogue(account.standing)
    if not dialogue.tables:
        return ()
    return (
        Part(
            words("dialogue.table.title"),
            lines=tuple(
                f"{table_name(table, words)}: {_size(table, words)}, "
                f"{words(f'dialogue.way.{table.way}')}"
                for table in dialogue.tables.values()
            ),
        ),
        comparison(dialogue, words),
        distances(dialogue, words),
        *answers_told(dialogue, words),
    )


def _size(table: DialogueTable, words) -> str:
    if table.people < FEWEST:
        return words("dialogue.table.small")
    return words("dialogue.table.count", people=words.number(table.people))


def paper(book, words) -> tuple[Part, ...]:
    themes = [words(f"dialogue.theme.{theme}") for theme in starter_themes()]
    roles = [words(f"dialogue.role.{role}") for role in ROLES]
    return (
        Part(
            words("dialogue.paper.sheet"),
            hint=words("dialogue.questions.hint"),
            forms=(
                Form(
                    "dialogue-sheet", "", (
                        Input(
                            "role", words("dialogue.table.role"), "radios",
                            options=options("role", ROLES, words),
                        ),
                        Input("people", words("dialogue.table.people")),
                    ), "",
                ),
            ),
            table=Table(
                words("dialogue.questions.title"),
                (words("dialogue.questions.title"), words("dialogue.answer.text"),
                 words("dialogue.paper.hands")),
                tuple((words(f"dialogue.question.{each}"), "", "") for each in QUESTIONS),
            ),
        ),
        Part(
            words("dialogue.compare.title"),
            hint=words("dialogue.compare.hint"),
            table=Table(
                words("dialogue.compare.title"),
                (words("dialogue.compare.theme"), *roles),
                (
                    (words("dialogue.compare.weight"), *[""] * len(roles)),
                    *((theme, *[""] * len(roles)) for theme in themes),
                ),
            ),
        ),
    )  # fmt: skip


PRACTICE = Practice(
    id="dialogue",
    desk=desk,
    told=told,
    paper=paper,
    screens={"questions": questions, "themes": wall},
    actions={
        "add_table": add_table,
        "remove_table": remove_table,
        "answer": answer,
        "add_theme": add_theme,
    },
    writes=(Writes(rf"{TABLE}/answer/{ID}", DialogueAnswer, ("text", "themes")),),
    undoes=(DialogueTable, DialogueTheme),
)
