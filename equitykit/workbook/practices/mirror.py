"""S24: quiet minutes with private questions; nothing of them is collected, sent or stored.

There is no action here that takes what somebody writes for themselves. The one form keeps a
line that a person chose to give away, without a name.
"""

import re

from equitykit.content.preparation import MIRROR_QUESTIONS
from equitykit.errors import EquitykitError
from equitykit.records.mirror import LONGEST_LINE, GivenLine
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen
from equitykit.workbook.practices.parts import record_for
from equitykit.workbook.practices.practice import ID, Practice

QUIET_MINUTES = (3, 5)


def questions(words) -> tuple[str, ...]:
    """The private questions (facilitation guide §25)."""
    return tuple(words(f"care.{id}.question") for id in MIRROR_QUESTIONS)


# the desk


def desk(page, moment) -> PracticeDesk:
    words = page.words
    return PracticeDesk(
        id="mirror",
        title=words("mirror.section.title"),
        instruction=words("mirror.section.about"),
        parts=(_quiet(moment, words), _sheet(words), _given(moment, words)),
    )


def _quiet(moment, words) -> Part:
    buttons = tuple(
        Button(
            "timer_start", words("mirror.quiet.timer", minutes=minutes), {"minutes": str(minutes)}
        )
        for minutes in QUIET_MINUTES
    )
    lines = [words("mirror.quiet.never"), *questions(words)]
    if moment.meeting is None:
        lines.append(words("mirror.quiet.no_meeting"))
    return Part(
        words("mirror.quiet.desk"),
        hint=words("mirror.quiet.hint"),
        lines=tuple(lines),
        buttons=buttons if moment.meeting else (),
    )


def _sheet(words) -> Part:
    """The sheet that no script reads and nothing stores; paper is better still."""
    return Part(
        words("mirror.sheet.title"), hint=words("care.private.paper"), reflection=questions(words)
    )


def _given(moment, words) -> Part:
    lines = moment.standing.of(GivenLine)
    return Part(
        words("mirror.given.title"),
        hint=words("mirror.given.hint"),
        items=tuple(
            Item(
                subject,
                line.text,
                buttons=(
                    Button("mirror.take_back", words("mirror.given.withdraw"),
                           {"subject": subject}, kind="plain small", told_to=line.text),
                ),
            )
            for subject, line in lines
        ),
        empty=words("mirror.given.none"),
        forms=(
            Form(
                "mirror-give",
                "mirror.give",
                (
                    Input("text", words("mirror.given.text"), required=True, most=LONGEST_LINE),
                    Input("free", words("mirror.given.free"), "check"),
                ),
                words("mirror.given.do"),
                name=words("mirror.given.form"),
            ),
        ),
    )  # fmt: skip


# what buttons and forms do


def give(page, moment, values: dict) -> None:
    """Keep one line that somebody chose to give to the group.

    Raises
    ------
    EquitykitError
        ``text_missing``, ``given_too_long``, ``given_not_free``
    """
    text = str(values.get("text", "")).strip()
    if not text:
        raise EquitykitError("text_missing")
    if len(text) > LONGEST_LINE or len(text.splitlines()) > 1:
        raise EquitykitError("given_too_long", most=LONGEST_LINE)
    if values.get("free") != "true":
        raise EquitykitError("given_not_free")
    line = GivenLine(meeting=moment.meeting_id, text=text)
    page.team.write(f"given/{values['id']}", line, id=values["id"])


def take_back(page, moment, values: dict) -> None:
    """Whoever gave a line may take it back: it is erased, not only withdrawn.

    Raises
    ------
    EquitykitError
        ``erase_unfinished`` where the line is gone and its file could not be cleaned yet
    """
    subject = str(values.get("subject"))
    heads = moment.standing.get(subject, ())
    if re.fullmatch(rf"given/{ID}", subject) and heads and heads[-1].erased:
        return
    record_for(moment, subject, GivenLine)
    page.team.journal.erase(page.team.stream, subjects=[subject])


# what the room sees, what is read, what goes on paper


def quiet_screen(moment, languages) -> CardScreen:
    """The questions, and that nothing is collected."""
    asked = tuple(said(f"care.{id}.question", languages) for id in MIRROR_QUESTIONS)
    return CardScreen(
        said("mirror.quiet.title", languages), (*asked, said("mirror.quiet.room", languages))
    )


def given_screen(moment, languages) -> CardScreen:
    """The lines that were given to the group."""
    lines = tuple(line.text for _, line in moment.standing.of(GivenLine))
    title = said("mirror.given.title", languages)
    if not lines:
        return CardScreen(title, (said("mirror.given.none", languages),))
    return CardScreen(title, lines, page=moment.progress.page or 1)


def told(account) -> tuple[Part, ...]:
    lines = tuple(line.text for _, line in account.standing.of(GivenLine))
    if not lines:
        return ()
    return (Part(account.words("mirror.given.title"), lines=lines),)


def paper(book, words) -> tuple[Part, ...]:
    """The private sheet: a question and room to write, for each; it stays with the person."""
    line = Input("line", words("mirror.sheet.line"))
    return (
        Part(
            words("mirror.quiet.title"),
            hint=words("mirror.sheet.keep"),
            reflection=questions(words),
            forms=(Form("sheet", "", (line,), ""),),
        ),
    )


PRACTICE = Practice(
    id="mirror",
    desk=desk,
    told=told,
    paper=paper,
    screens={"quiet": quiet_screen, "given": given_screen},
    actions={"give": give, "take_back": take_back},
    undoes=(GivenLine,),
)
