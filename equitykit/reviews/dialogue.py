"""Themes by role: how large a part of each role raised a theme, never all roles in one count.

Counted together, the role with most people at the tables would decide what counts as a theme.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from equitykit.records.dialogue import ROLES, DialogueAnswer, DialogueTable

# below this number of people a share says who said something (facilitation guide §25)
FEWEST = 5
COMMUNITY = ("student", "family", "partner")
LEADERS = "leader"
# a quarter of a group: less may be one or two people
APART = 0.25


@dataclass
class RoleGroup:
    """The people of one role at all tables; `hands` are people for each theme.

    Hands are the least that it can be: at each table a theme counts with its strongest answer,
    as the same people may have raised two.
    """

    role: str
    people: int = 0
    hands: dict[str, int] = field(default_factory=dict)

    @property
    def is_shown(self) -> bool:
        """Whether there are enough people for shares to be seen."""
        return self.people >= FEWEST

    def share(self, theme: str) -> float:
        """The part of this role's people that raised a theme, 0 to 1."""
        return self.hands.get(theme, 0) / self.people


@dataclass(frozen=True)
class Apart:
    """A theme that leaders and a group of the community see differently, as shares 0 to 1."""

    theme: str
    role: str
    leaders: float
    community: float

    @property
    def distance(self) -> float:
        # shares are quotients: 0.7 - 0.45 must not fall below a quarter
        return round(abs(self.community - self.leaders), 9)


def table_of(subject: str) -> str:
    """The subject of the table that gave an answer."""
    return subject.partition("/answer/")[0]


def role_groups(
    tables: Mapping[str, DialogueTable], answers: Iterable[tuple[str, DialogueAnswer]]
) -> list[RoleGroup]:
    """The roles that sat at a table, in our order; both `tables` and `answers` by subject.

    An answer whose table was taken away counts nowhere.
    """
    groups = {role: RoleGroup(role) for role in ROLES}
    for table in tables.values():
        groups[table.role].people += table.people
    strongest: dict[tuple[str, str], int] = {}
    for subject, answer in answers:
        table = table_of(subject)
        for theme in dict.fromkeys(answer.themes) if table in tables else ():
            hands = min(answer.hands, tables[table].people)
            strongest[table, theme] = max(strongest.get((table, theme), 0), hands)
    for (table, theme), hands in strongest.items():
        found = groups[tables[table].role].hands
        found[theme] = found.get(theme, 0) + hands
    return [group for group in groups.values() if group.people]


def themes_by_role(groups: Iterable[RoleGroup]) -> list[str]:
    """Themes of the roles that may be shown, the one that fills most of any role first."""
    shown = [group for group in groups if group.is_shown]
    themes = dict.fromkeys(theme for group in shown for theme in group.hands)
    # sorted is stable: between equals stands first what was raised first
    return sorted(themes, key=lambda theme: -max(group.share(theme) for group in shown))


def raised_by_few(
    tables: Mapping[str, DialogueTable],
    answers: Iterable[tuple[str, DialogueAnswer]],
    groups: Iterable[RoleGroup],
) -> list[str]:
    """Themes of roles with too few people for a share, where the table wanted them written."""
    small = {group.role for group in groups if not group.is_shown}
    return list(
        dict.fromkeys(
            theme
            for subject, answer in answers
            if answer.agreed and (table := tables.get(table_of(subject))) and table.role in small
            for theme in answer.themes
        )
    )


def apart(groups: Iterable[RoleGroup]) -> list[Apart]:
    """Themes where leaders and a group of the community are a quarter of a group apart or more.

    Each theme stands once, with the group that is farthest away; the largest distance first.
    """
    shown = {group.role: group for group in groups if group.is_shown}
    leaders = shown.get(LEADERS)
    community = [shown[role] for role in COMMUNITY if role in shown]
    if leaders is None or not community:
        return []
    themes = dict.fromkeys(theme for group in (leaders, *community) for theme in group.hands)
    found = []
    for theme in themes:
        each = [
            Apart(theme, group.role, leaders.share(theme), group.share(theme))
            for group in community
        ]
        farthest = max(each, key=lambda one: one.distance)
        if farthest.distance >= APART:
            found.append(farthest)
    return sorted(found, key=lambda one: -one.distance)
