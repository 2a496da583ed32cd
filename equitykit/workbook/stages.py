"""The sections of the stage workbooks: one for each practice, and a bar that holds the room.

The same practices stand in the steps of a meeting. In front of a person a section is live over
the team's record; in a report it tells what was recorded, and where nothing was it is the
paper twin.
"""

from functools import cache

from equitykit.content.practices import practices_of
from equitykit.views.html import joined, render
from equitykit.views.practices import practice_paper, practice_told
from equitykit.views.section import section
from equitykit.workbook.contents import contents_of
from equitykit.workbook.head import address
from equitykit.workbook.life import RENDERED, SERVED, life
from equitykit.workbook.parameters import NONE
from equitykit.workbook.practices.practice import practice_of
from equitykit.workbook.section import Section

WORKBOOKS = {"01_prepare": "prepare", "02_open": "open", "03_define": "define", "04_data": "data"}
WALLS = ("room", "one")
BAR = "stage.bar"
# a workbook that is about a district also where no team is named: it has figures of its own
WITH_FIGURES = "04_data"


def is_stage(book) -> bool:
    """Whether this is a workbook of practices, and of a team where it has figures besides."""
    return book.name in WORKBOOKS and (book.name != WITH_FIGURES or _names_a_team(book))


def _names_a_team(book) -> bool:
    return book.parameters.team != NONE


def is_wall(book) -> bool:
    """Whether a served page of a stage shows what the room sees, and nothing around it.

    Figures can be looked at without a meeting: their page is a wall only where that is asked.
    """
    walls = WALLS[:1] if book.name == WITH_FIGURES else WALLS
    return is_stage(book) and life() == SERVED and book.view in walls


def work_address(book, name: str) -> str:
    """The address of a stage's workbook for the facilitator of a meeting."""
    asked = "&view=facilitator" if name == WITH_FIGURES else ""
    return address(book, name) + asked


def stage_bar(book) -> Section:
    """What the room sees now, and the keys that hold it."""
    if not is_stage(book):
        return Section(lambda: _contents(book))
    if is_wall(book):
        from equitykit.workbook.today import live_meeting

        return Section(joined, (lambda: live_meeting(book)) if len(book.teams) == 1 else None)
    if not _is_live(book):
        return Section(lambda: joined(_who(book), _contents(book)))
    return Section(lambda: _who(book), lambda: _live(book, lambda page: page.draw_bar()))


def _who(book):
    """Whose record this is, or why none is open."""
    words = book.words
    if not book.teams:
        id = "stage.none.team" if book.journal else "stage.none.store"
        return render("lines", lines=[words(id)])
    names = [words("stage.record.text", team=team.team.name) for team in book.teams]
    return render("lines", lines=names)


def _contents(book):
    """Links to the sections of the figures' long page; a report is read from end to end."""
    if book.name != WITH_FIGURES or life() != SERVED:
        return joined()
    with_practices = is_stage(book) or _is_for_paper(book)
    contents = contents_of(book.name, book.words, with_practices=with_practices)
    return render("contents", contents=contents, words=book.words)


def practice_section(id: str, book) -> Section:
    """A practice as a section: live, told, or on paper.

    A district's figures without a team stay a page of figures; its papers are there to print.
    """
    if not (is_stage(book) or _is_for_paper(book)):
        return Section(joined)

    def html():
        return section(f"{id}.section", _read(id, book), words=book.words)

    def desk(page):
        return section(f"{id}.section", page.draw_practice(id), words=page.words)

    return Section(html, (lambda: _live(book, desk)) if _is_live(book) else None)


def _is_for_paper(book) -> bool:
    return life() == SERVED and book.view == "paper"


def _is_live(book) -> bool:
    # figures are opened without a view too: what only the facilitator should see is not on them
    to_read = ("paper", "record", "one") if book.name == WITH_FIGURES else ("paper", "record")
    reading = life() == SERVED and book.view in to_read
    return life() != RENDERED and len(book.teams) == 1 and not reading


def _live(book, draw):
    from equitykit.widgets.live_section import LiveSection

    page = book.desk
    return LiveSection(
        lambda: draw(page),
        save=page.save,
        act=page.act,
        pulse=page.pulse,
        words=book.words,
        record=page.team.stream,
    )


def _read(id: str, book):
    """What was recorded, for each team; the paper twin where nothing was, or where it is asked.

    A served page of figures without a view would be mostly paper: it says where the paper is.
    """
    from equitykit.workbook.meeting_minutes import Account

    practice, told = practice_of(id), []
    if not (life() == SERVED and book.view == "paper"):
        for team in book.teams:
            name = render("lines", lines=[team.team.name] if len(book.teams) > 1 else [])
            for words in book.languages:
                if parts := practice.told(Account(book, team, words)):
                    told += [name, practice_told(parts, words)]
    if told:
        return joined(*told)
    if life() == SERVED and book.view == "one":
        paper = f"{address(book, book.name)}&view=paper#{id}-section"
        return joined(*(render("paper_way", address=paper, words=each) for each in book.languages))
    sheets = [
        joined(
            render("lines", lines=[each("stage.paper.text")]),
            practice_paper(practice.paper(book, each), each),
        )
        for each in book.languages
    ]
    return joined(*sheets)


@cache
def sections() -> dict:
    """The sections of all stage workbooks by name, such as ``open.agreements``."""
    found = {BAR: stage_bar}
    for workbook, prefix in WORKBOOKS.items():
        for id in practices_of(workbook):
            found[f"{prefix}.{id}"] = lambda book, id=id: practice_section(id, book)
    return found
