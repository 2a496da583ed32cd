"""Before a meeting: plan one, or open one that was planned or held."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.views.html import render


@dataclass(frozen=True)
class AgendaChoice:
    """An agenda to plan with: its `id`, `label`, minutes, and when it is for."""

    id: str
    label: str
    minutes: int
    when: str = ""


@dataclass(frozen=True)
class RoleChoice:
    """A role of the meeting, what it does, and who carries it: a seat or a job, never a name."""

    id: str
    label: str
    does: str
    essential: bool = False
    holder: str = ""


@dataclass(frozen=True)
class EarlierMeeting:
    """A meeting that can be opened: ``meeting/<id>``, how it is called, how it stands."""

    meeting: str
    label: str
    stand: str = ""


@dataclass(frozen=True)
class Planning:
    """What the page before a meeting offers.

    Attributes
    ----------
    team
        Name of the team.
    agendas, roles
        What can be chosen. `chosen` is the agenda that comes next in the series.
    on, starts
        What stands in the form, as ISO date and time.
    people
        As last time, if there was one.
    earlier
        Meetings of the team, newest first.
    links
        Papers to print beforehand, as name to address.
    """

    team: str
    agendas: tuple[AgendaChoice, ...]
    roles: tuple[RoleChoice, ...] = ()
    chosen: str = ""
    on: str = ""
    starts: str = ""
    people: str = ""
    people_beyond_staff: bool = True
    interpreted: bool = False
    earlier: tuple[EarlierMeeting, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)


def plan_meeting(planning: Planning, words: Words) -> Markup:
    """The form that plans a meeting, above the meetings that can be opened again.

    It sends ``plan_meeting`` with agenda, on, starts, people, people_beyond_staff, interpreted
    and ``role_<id>`` for each role; opening sends ``open_meeting``.
    """
    return render("plan_meeting", planning=planning, words=words)
