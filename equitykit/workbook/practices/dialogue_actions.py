"""What is done in the four-question dialogue: tables, answers, themes of the team's own."""

from equitykit.errors import EquitykitError
from equitykit.records.dialogue import (
    QUESTIONS,
    ROLES,
    WAYS,
    DialogueAnswer,
    DialogueTable,
    DialogueTheme,
)
from equitykit.reviews.dialogue import FEWEST, table_of
from equitykit.workbook.meeting_fields import number_of
from equitykit.workbook.practices.dialogue_themes import Dialogue, starter_themes, theme_name


def add_table(page, moment, values: dict) -> None:
    """Set up a table of one role.

    Raises
    ------
    EquitykitError
        ``nobody_counted``; ``more_than_present`` where the tables of this meeting seat more
        people than it has
    """
    role, way = values.get("role"), values.get("way") or WAYS[0]
    if role not in ROLES or way not in WAYS:
        raise EquitykitError("field_unknown")
    count = number_of(values.get("people") or "0", 0, 500)
    if not count:
        raise EquitykitError("nobody_counted")
    subject = f"dialogue/table/{values['id']}"
    tables = {each: table for each, table in moment.standing.of(DialogueTable) if each != subject}
    here = moment.meeting is not None and way == "opener"
    if here and moment.meeting.people is not None:
        seated = count + sum(
            table.people
            for table in tables.values()
            if table.meeting == moment.meeting_id and table.way == "opener"
        )
        if seated > moment.meeting.people:
            people = moment.meeting.people
            raise EquitykitError("more_than_present", count=seated, people=people)
    record = DialogueTable(
        number=max((table.number for table in tables.values()), default=0) + 1,
        role=role,
        people=count,
        way=way,
        on=moment.meeting.on if here else page.today(),
        meeting=moment.meeting_id if here else "",
    )
    page.team.write(subject, record, id=values["id"])


def remove_table(page, moment, values: dict) -> None:
    """Take away a table that has answered nothing.

    Raises
    ------
    EquitykitError
        ``dialogue_table_has_answers``
    """
    subject, dialogue = str(values.get("subject")), Dialogue(moment.standing)
    if subject not in dialogue.tables:
        raise EquitykitError("field_unknown")
    if dialogue.of_table(subject):
        raise EquitykitError("dialogue_table_has_answers")
    page.team.withdraw(subject, id=values["id"])


def answer(page, moment, values: dict) -> None:
    """Write down what a table wants to have written.

    Raises
    ------
    EquitykitError
        ``dialogue_text_missing``, ``nobody_counted``; ``dialogue_more_than_table`` for more
        hands than people; ``dialogue_not_agreed`` where few sit and have not read it;
        ``dialogue_answer_twice`` for the same words again
    """
    subject, dialogue = str(values.get("table")), Dialogue(moment.standing)
    table = dialogue.tables.get(subject)
    if table is None or values.get("question") not in QUESTIONS:
        raise EquitykitError("field_unknown")
    text, agreed = str(values.get("text", "")).strip(), values.get("agreed") == "true"
    hands = number_of(values.get("hands") or "0", 0, 500)
    if not text:
        raise EquitykitError("dialogue_text_missing")
    if not hands:
        raise EquitykitError("nobody_counted")
    if hands > table.people:
        raise EquitykitError("dialogue_more_than_table", count=hands, people=table.people)
    if table.people < FEWEST and not agreed:
        raise EquitykitError("dialogue_not_agreed")
    own = f"{subject}/answer/{values['id']}"
    written = {
        (record.question, record.text.casefold())
        for each, record in dialogue.answers
        if table_of(each) == subject and each != own
    }
    if (values["question"], text.casefold()) in written:
        raise EquitykitError("dialogue_answer_twice")
    record = DialogueAnswer(
        number=table.number, role=table.role, question=values["question"], text=text,
        hands=hands, agreed=agreed,
    )  # fmt: skip
    page.team.write(own, record, id=values["id"])


def add_theme(page, moment, values: dict) -> None:
    """Add a theme in the team's own words; one that is there already stays.

    Raises
    ------
    EquitykitError
        ``dialogue_theme_missing``
    """
    text = " ".join(str(values.get("text", "")).split())[:80]
    if not text:
        raise EquitykitError("dialogue_theme_missing")
    named = [theme_name(id, words) for words in page.all_words.values() for id in starter_themes()]
    named += [record.text for _, record in moment.standing.of(DialogueTheme)]
    if text.casefold() not in {each.casefold() for each in named}:
        subject = f"dialogue/theme/{values['id']}"
        page.team.write(subject, DialogueTheme(text=text), id=values["id"])
