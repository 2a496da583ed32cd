"""What the four-question dialogue compares: themes by role, for desk, wall and report."""

from functools import partial

from equitykit.content.texts import load_texts
from equitykit.records.dialogue import DialogueAnswer, DialogueTable
from equitykit.reviews.dialogue import (
    COMMUNITY,
    LEADERS,
    RoleGroup,
    apart,
    raised_by_few,
    role_groups,
    table_of,
    themes_by_role,
)
from equitykit.views.practices import Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import TableScreen
from equitykit.workbook.practices.parts import in_each


def starter_themes() -> list[str]:
    """Ids of the themes that we bring: ``dialogue.theme.<id>``."""
    start = "dialogue.theme."
    return [id.removeprefix(start) for id in load_texts() if id.startswith(start)]


def theme_name(theme: str, words) -> str:
    """What a theme is called; one of the team's own is its own words."""
    return words(f"dialogue.theme.{theme}") if theme in starter_themes() else theme


class Dialogue:
    """Tables, answers and role groups of a record as it stands."""

    def __init__(self, standing):
        self.tables = dict(standing.of(DialogueTable))
        self.answers = [
            each for each in standing.of(DialogueAnswer) if table_of(each[0]) in self.tables
        ]
        self.groups = role_groups(self.tables, self.answers)
        self.shown = [group for group in self.groups if group.is_shown]
        self.themes = themes_by_role(self.groups)
        self.few = raised_by_few(self.tables, self.answers, self.groups)

    def of_table(self, subject: str) -> list[DialogueAnswer]:
        """The answers of one table."""
        return [record for each, record in self.answers if table_of(each) == subject]

    def is_shown(self, role: str) -> bool:
        """Whether there are enough people of a role for its part to be seen."""
        return any(group.role == role for group in self.shown)


def comparison(dialogue: Dialogue, words) -> Part:
    """Themes by role group, with each group's weight, and what small groups raised."""
    return Part(
        words("dialogue.compare.title"),
        hint=words("dialogue.compare.hint"),
        warnings=tuple(_about_small(dialogue, words)),
        table=_table(dialogue, words) if dialogue.themes else None,
        empty=words("dialogue.compare.none"),
    )


def _about_small(dialogue: Dialogue, words):
    small = [group.role for group in dialogue.groups if not group.is_shown]
    if small:
        roles = words.list([words(f"dialogue.role.{role}") for role in small])
        yield words("dialogue.compare.too_small", roles=roles)
    if dialogue.few:
        themes = words.list([theme_name(theme, words) for theme in dialogue.few])
        yield words("dialogue.compare.raised", themes=themes)


def _table(dialogue: Dialogue, words) -> Table:
    shown = dialogue.shown
    weights = (words("dialogue.compare.weight"), *(words.number(each.people) for each in shown))
    return Table(
        words("dialogue.compare.title"),
        (
            words("dialogue.compare.theme"),
            *(words(f"dialogue.role.{each.role}") for each in shown),
        ),
        (
            weights,
            *(
                (theme_name(theme, words), *(_cell(each, theme, words) for each in shown))
                for theme in dialogue.themes
            ),
        ),
    )


def _cell(group: RoleGroup, theme: str, words) -> str:
    if not group.hands.get(theme):
        return words("dialogue.compare.zero", people=words.number(group.people))
    return words(
        "dialogue.compare.cell",
        hands=words.number(group.hands[theme]),
        people=words.number(group.people),
        share=_percent(group.share(theme), words),
    )


def _percent(share: float, words) -> str:
    return words.percent(100 * share, decimals=0)


def distances(dialogue: Dialogue, words) -> Part:
    """Where leaders and a group of the community are apart."""
    return Part(
        words("dialogue.apart.title"),
        lines=tuple(
            words(
                f"dialogue.apart.{'community' if each.community > each.leaders else 'leaders'}",
                theme=theme_name(each.theme, words),
                role=words(f"dialogue.role.{each.role}"),
                leaders=_percent(each.leaders, words),
                community=_percent(each.community, words),
            )
            for each in apart(dialogue.groups)
        ),
        empty=words("dialogue.apart.none"),
    )


def wall(moment, languages) -> TableScreen:
    """Themes by role for the room, in parts of each role; no answer and no small group."""
    dialogue = Dialogue(moment.standing)
    return TableScreen(
        said("dialogue.compare.title", languages),
        (
            said("dialogue.compare.theme", languages),
            *(said(f"dialogue.role.{group.role}", languages) for group in dialogue.shown),
        ),
        tuple(
            (
                in_each(languages, partial(theme_name, theme)),
                *(
                    in_each(languages, partial(_percent, group.share(theme)))
                    for group in dialogue.shown
                ),
            )
            for theme in dialogue.themes
        ),
        page=moment.progress.page or 1,
    )


def answers_told(dialogue: Dialogue, words) -> tuple[Part, ...]:
    """What tables wrote, by question and role; of small groups only what they agreed to."""
    parts = []
    for question in dict.fromkeys(record.question for _, record in dialogue.answers):
        lines = [
            line
            for _, record in dialogue.answers
            if record.question == question and (line := _told(dialogue, record, words))
        ]
        # mixed, so that nothing follows the order in which tables spoke
        title = words(f"dialogue.question.{question}")
        parts.append(Part(title, lines=tuple(sorted(lines, key=str.casefold))))
    return tuple(parts)


def _told(dialogue: Dialogue, record: DialogueAnswer, words) -> str:
    if dialogue.is_shown(record.role):
        role = words(f"dialogue.role.{record.role}")
        return words("dialogue.answer.told", role=role, text=record.text)
    return words("dialogue.answer.heard", text=record.text) if record.agreed else ""


def leaders_alone(dialogue: Dialogue) -> bool:
    """Whether leaders have answered and nobody of the community sits at a table."""
    roles = {group.role for group in dialogue.groups}
    return LEADERS in roles and not roles & set(COMMUNITY)
