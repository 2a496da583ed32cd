"""The teams of the home page: going on with one, beginning one, opening a team's file."""

from equitykit.content.texts import explain
from equitykit.errors import EquitykitError
from equitykit.records.team import Team
from equitykit.views import home_page
from equitykit.views.home_page import TeamRow
from equitykit.views.section import problem, section
from equitykit.workbook.head import address

TODAY = "00_today"


class TeamDesk:
    """What the home page shows of the record, and what a person does there."""

    def __init__(self, book):
        self.book = book
        self.told = ""
        self._live = None

    def draw(self):
        """The section as HTML; a record that cannot be opened is one sentence in its place."""
        words = self.book.words
        try:
            rows = self._rows()
            warnings = [words(id, **values) for id, values in self.book.journal.warnings]
        except EquitykitError as error:
            return section(
                "home.teams", problem(explain(error, words.language), words=words), words=words
            )
        body = home_page.teams(
            rows,
            places=self._places,
            chosen=self.book.cds if self._places is not None else "",
            told=self.told,
            warnings=warnings,
            words=words,
        )
        return section("home.teams", body, words=words)

    def widget(self):
        """The section with its forms."""
        from equitykit.widgets.live_section import LiveSection

        self._live = LiveSection(
            self.draw,
            save=self._refuse_fields,
            act=self.act,
            words=self.book.words,
            record="home",
        )
        return self._live

    def act(self, name: str, values: dict) -> None:
        """Begin a team, or take in the one of a file.

        Raises
        ------
        EquitykitError
            A sentence for whoever pressed the button.
        """
        match name:
            case "new_team":
                self._begin(str(values.get("name", "")), str(values.get("district", "")))
            case "open_file":
                self._open(str(values.get("file", "")))
            case _:
                raise EquitykitError("live_message_wrong")

    def _begin(self, name: str, district: str) -> None:
        name = " ".join(name.split())
        if not 0 < len(name) <= 200:
            raise EquitykitError("team_name_missing")
        if self._places is None or district not in set(self._places["cds"]):
            raise EquitykitError("district_unreadable", value=district[:40])
        team = Team(name=name, district=district)
        # also what keeps a form that is sent twice from beginning two teams
        if any(_same(info.team, team) for info in self.book.journal.teams()):
            raise EquitykitError("team_name_taken", team=name)
        self.book.journal.create_team(team)
        self.told = self.book.words("home.teams.made", team=name)

    def _open(self, file: str) -> None:
        # a zip reader and what belongs to it: only for whoever opens a file
        from equitykit.storage.packs import open_pack

        if not file:
            raise EquitykitError("pack_not_chosen")
        opened = open_pack(self.book.journal, self._live.received(file))
        words = self.book.words
        self.told = words(
            f"record_files.opened_{opened.state}.text",
            team=opened.info.team.name,
            entries=words.number(opened.added),
        )

    def _rows(self) -> list[TeamRow]:
        return [self._row(info) for info in self.book.journal.teams()]

    def _row(self, info) -> TeamRow:
        def page(view: str) -> str:
            at = {"team": info.stream, "district": info.team.district, "view": view}
            return address(self.book, TODAY, **at)

        return TeamRow(
            name=info.team.name,
            place=home_page.place_label(info.team.district, self._places, self.book.words),
            last=self.book.words.moment(info.last.astimezone()),
            is_fork=bool(info.fork_of),
            facilitator=page("facilitator"),
            one=page("one"),
        )

    @property
    def _places(self):
        return self.book.places if self.book.has_data else None

    def _refuse_fields(self, change):
        """The home page keeps no text but that of its forms."""
        raise EquitykitError("live_message_wrong")


def _same(one: Team, other: Team) -> bool:
    return one.district == other.district and one.name.casefold() == other.name.casefold()
