"""What a notebook opens: parameters, settings, words and released figures, joined.

``open_workbook`` is the first line of every notebook, and ``book.section("data.gaps")`` the
only other call. Nothing is decided here: the parts decide, this module introduces them.
"""

from functools import cached_property
from pathlib import Path

from equitykit.content.codelists import load_measures
from equitykit.content.texts import LANGUAGES, Words, explain, load_words
from equitykit.errors import EquitykitError
from equitykit.measures.choices import Choices
from equitykit.measures.largest_gaps import latest
from equitykit.measures.privacy import ReleasedTable
from equitykit.storage.logo import read_logo
from equitykit.storage.overlay import Overlay, read_overlay
from equitykit.storage.places import SAMPLE_COUNTY
from equitykit.storage.prepared import (
    list_places,
    read_assistance,
    read_local,
    read_performance,
)
from equitykit.storage.prepared_folder import read_manifest
from equitykit.storage.settings import Settings, load_settings
from equitykit.views.html import joined
from equitykit.views.page import meeting_styles
from equitykit.views.section import problem
from equitykit.workbook import stages, today
from equitykit.workbook.district_figures import DistrictFigures
from equitykit.workbook.head import MEETING, head
from equitykit.workbook.life import SERVED, life
from equitykit.workbook.parameters import (
    LATEST,
    NONE,
    SAMPLE,
    VIEWS,
    Parameters,
    check_parameters,
    choice_of_page,
    languages_of,
    parameters_of_page,
    refuse_unknown_names,
    view_of_page,
)
from equitykit.workbook.sample import SAMPLE_DISTRICT, prepared_sample
from equitykit.workbook.section import Section, SectionOfPage
from equitykit.workbook.sections import SECTIONS


def open_workbook(name: str, **parameters) -> "Workbook | ClosedWorkbook":
    """Open the workbook `name`, such as ``04_data``, with the seven parameters of its notebook.

    Raises
    ------
    EquitykitError
        When the parameters, the settings or the data cannot be used. On a served page there
        is no raising: the page shows the sentence and the way home.
    """
    asked = Parameters(**parameters)
    if life() == SERVED:
        asked = parameters_of_page(asked)
    language = asked.language if asked.language in LANGUAGES else LANGUAGES[0]
    try:
        refuse_unknown_names(_executed_cells())
        book = Workbook(name, check_parameters(asked))
        book.check()
        return book
    except EquitykitError as error:
        if life() != SERVED:
            explain(error, language)
            raise
        told = _without_folders(error) if name == MEETING else error
        return ClosedWorkbook(explain(told, language), load_words(language))


def _without_folders(error: EquitykitError) -> EquitykitError:
    """The same for a wall: which file it is, and not where on this machine it lies."""
    values = {
        name: Path(value).name if isinstance(value, str) and Path(value).is_absolute() else value
        for name, value in error.values.items()
    }
    return EquitykitError(error.id, **values)


def has_record(book: "Workbook") -> bool:
    """Whether a page is about a team's record, and not about figures alone."""
    return book.texts == "today" or stages.is_stage(book)


def _executed_cells() -> list[str]:
    """Sources of the cells run so far, where there is a notebook."""
    from IPython import get_ipython

    shell = get_ipython()
    return list(shell.user_ns.get("In", [])) if shell else []


class Workbook:
    """One workbook, opened on one district.

    Shown by itself it is the head of the page. `parameters`, `settings`, `words` and the
    released figures of the district are there for its sections.
    """

    def __init__(self, name: str, parameters: Parameters):
        self.name = name
        self.parameters = parameters
        self.view = view_of_page() if life() == SERVED else VIEWS[0]
        is_sample = parameters.data == SAMPLE
        self.data_folder = prepared_sample() if is_sample else Path(parameters.data)
        self.settings = Settings() if is_sample else load_settings(self.data_folder.parent)
        self.overlay = Overlay() if is_sample else read_overlay(self.data_folder.parent)
        self.logo = read_logo(self.data_folder.parent, self.settings.logo) or self.overlay.logo

    @cached_property
    def standing(self):
        """What stands in the record of the team that was named; ``None`` where none was."""
        from equitykit.workbook.carried_words import standing_of

        return standing_of(self)

    @cached_property
    def languages(self) -> tuple[Words, ...]:
        """The words of the page: the district's own, and those that the team has decided."""
        return tuple(self.words_in(each) for each in languages_of(self.parameters.language))

    def words_in(self, language: str) -> Words:
        """The words of one language, with those of the district and of the team."""
        own = Words(language, self.settings.terms_in(language))
        if self.standing is None:
            return own
        from equitykit.workbook.carried_words import carried

        return carried(own, self.standing)

    @property
    def words(self) -> Words:
        """The words of the page's first language."""
        return self.languages[0]

    @property
    def is_home(self) -> bool:
        """Whether this is the front door, which is about no district yet."""
        return self.texts == "home"

    @property
    def texts(self) -> str:
        """The content file of this workbook: ``data`` for ``04_data``."""
        return self.name.split("_")[-1]

    @cached_property
    def places(self):
        """The districts of the prepared data: `cds`, `county`, `district`, one row each.

        Raises
        ------
        EquitykitError
            ``no_data_yet``, and as :func:`equitykit.storage.prepared.list_places`
        """
        if not self.has_data:
            raise EquitykitError("no_data_yet")
        return list_places(self.data_folder)

    @cached_property
    def has_data(self) -> bool:
        """Whether figures of any district were prepared yet (a list of assistance has none)."""
        there = read_manifest(self.data_folder) is not None
        return there and len(list_places(self.data_folder)) > 0

    @cached_property
    def journal(self):
        """The journal of all teams, or ``None`` where no store was named."""
        if self.parameters.store == NONE:
            return None
        # the record is opened where it is asked for: a page of figures needs none
        from equitykit.storage.journal.journal import open_journal

        return open_journal(self.parameters.store)

    @cached_property
    def teams(self) -> list:
        """The team that was asked for, or every team of the district (`TeamRecord`)."""
        from equitykit.workbook.record import teams_of

        return teams_of(self.journal, team=self.parameters.team, district=self.cds)

    @cached_property
    def desk(self):
        """The facilitator's page over the record of the page's one team."""
        from equitykit.workbook.meeting import FACILITATOR, MeetingPage

        return MeetingPage(self, self.teams[0], FACILITATOR)

    @cached_property
    def cds(self) -> str:
        """The code of the district this workbook is about.

        ``sample`` stands for the district of the team, without one for the sample's own
        district, or elsewhere for the first there is.
        """
        if self.parameters.district != SAMPLE:
            return self.parameters.district
        if self.parameters.team != NONE and self.journal is not None:
            from equitykit.workbook.record import find_team

            return find_team(self.journal, self.parameters.team).team.district
        codes = list(self.places["cds"])
        return SAMPLE_DISTRICT if SAMPLE_DISTRICT in codes else codes[0]

    @cached_property
    def place(self):
        """The row of this workbook's district in `places`."""
        found = self.places[self.places["cds"] == self.cds]
        if found.empty:
            raise EquitykitError("district_not_there", cds=self.cds, **self._nearest())
        return next(found.itertuples())

    @property
    def is_invented(self) -> bool:
        """Whether the district shown, or each of those listed, is of the invented county."""
        codes = self.places["cds"].tolist() if self.is_home and self.has_data else []
        shown = codes if self.is_home else [self.cds]
        return bool(shown) and all(code.startswith(SAMPLE_COUNTY) for code in shown)

    @cached_property
    def released(self) -> ReleasedTable:
        """The figures published on the district, every year, as they may be seen; its own
        count where nothing is published."""
        return self.figures.main

    @cached_property
    def figures(self) -> DistrictFigures:
        """Published figures and the district's own count, each by its own rules."""
        return DistrictFigures(
            self.data_folder, self.cds, settings=self.settings, decided=self._decided
        )

    @property
    def schools(self) -> ReleasedTable:
        """What is published on the district's schools, every year, as it may be seen."""
        return self.figures.schools

    def released_of(self, measure: str) -> ReleasedTable:
        """The released table in which a measure stands."""
        return self.figures.of(measure)

    def _decided(self, seen: ReleasedTable) -> ReleasedTable:
        """The figures without those that the team has decided not to read."""
        if self.standing is None:
            return seen
        from equitykit.workbook.carried_words import as_decided

        return as_decided(seen, self.standing)

    @cached_property
    def yardsticks(self) -> tuple[str, str]:
        """The yardstick that figures begin with and the one beside it: those that the team has
        chosen, else those of the settings."""
        from equitykit.workbook.carried_words import yardsticks_of

        chosen = yardsticks_of(self.standing) if self.standing is not None else None
        return chosen or (self.settings.yardstick, self.settings.second_yardstick)

    @cached_property
    def performance(self):
        """Levels and colors of the Dashboard for the district and its schools, as published
        (:mod:`equitykit.measures.performance`); the floor of the settings is still to be kept."""
        return read_performance(self.data_folder, self.cds)

    @cached_property
    def local(self):
        """What the district has said of its local indicators (`performance` module, `LOCAL`)."""
        return read_local(self.data_folder, self.cds)

    @cached_property
    def published_assistance(self):
        """What the state has published on assistance (`performance` module, `ASSISTANCE`)."""
        return read_assistance(self.data_folder, self.cds)

    @cached_property
    def choices(self) -> Choices:
        """What there is to choose from."""
        return Choices(
            self.figures.keys,
            measures=self.settings.measures,
            targets=self.settings.targets,
            order=self.words.group_order,
        )

    @cached_property
    def all_measures(self) -> list[str]:
        """The measures with figures on this district, as the settings limit and order them."""
        there = set(self.figures.keys["measure"])
        return [name for name in self.settings.measures or load_measures() if name in there]

    @cached_property
    def main_measures(self) -> list[str]:
        """The measures that a report shows: those of the settings, else the headline ones."""
        headline = [name for name in self.all_measures if load_measures()[name].is_headline]
        return self.all_measures if self.settings.measures else headline or self.all_measures

    @cached_property
    def controls(self):
        """The controls of the data workbook; all sections of a page follow the same ones."""
        from equitykit.widgets.data_controls import DataControls

        asked = choice_of_page() if life() == SERVED else {}
        year = self.parameters.year
        first = self.choices.first(yardstick=self.yardsticks[0], year=year, asked=asked)
        return DataControls(self.choices, first, words=self.words)

    def compared(self, yardstick: str, *, measure: str | None = None) -> ReleasedTable:
        """The released figures (see `released`), or those of one measure, against a yardstick.

        Worked once for each yardstick. A target belongs to a measure, so `measure` says whose.
        """
        return self.figures.compared(yardstick, measure=measure)

    def of_latest(self, figures: ReleasedTable) -> ReleasedTable:
        """Each measure's latest year, or the year that was asked for, out of `figures`."""
        return latest(figures, year=self.parameters.year)

    @cached_property
    def periods(self) -> list[str]:
        """School years with figures on this district, the latest first."""
        return sorted(set(self.figures.keys["period"]), reverse=True)

    def check(self) -> None:
        """Raise now what would otherwise come up in the middle of a page."""
        if self.is_home:
            return
        assert self.place
        if self.parameters.team != NONE:
            assert self.teams
        if self.parameters.year not in (LATEST, *self.periods):
            years = self.words.list(self.periods)
            raise EquitykitError("year_not_there", year=self.parameters.year, years=years)

    def section(self, id: str) -> Section | SectionOfPage:
        """Return one section of a workbook, to be the last line of a cell.

        Raises
        ------
        EquitykitError
            ``section_unknown``
        """
        if id not in SECTIONS:
            error = EquitykitError("section_unknown", name=id, names=", ".join(SECTIONS))
            explain(error, self.parameters.language)
            raise error
        if stages.is_wall(self) and id != stages.BAR:
            return Section(joined)
        return SectionOfPage(id, lambda: SECTIONS[id](self), words=self.words)

    def _repr_mimebundle_(self, include=None, exclude=None):
        if today.is_bare(self) or stages.is_wall(self):
            return {"text/html": str(meeting_styles())}
        styles = [meeting_styles()] if has_record(self) else []
        return {"text/html": str(joined(*styles, head(self), self._carried()))}

    def _carried(self):
        """What the team has decided, where this is the page of a team."""
        if self.is_home or (self.parameters.team == NONE and not has_record(self)):
            return joined()
        from equitykit.workbook.carried_words import head_card

        return head_card(self)

    def _nearest(self) -> dict[str, str]:
        """The district whose code looks most like the one that was asked for."""
        alike = self.places["cds"].map(
            lambda cds: sum(a == b for a, b in zip(cds, self.cds, strict=False))
        )
        near = self.places.loc[alike.idxmax()]
        return {"near_cds": near["cds"], "near_name": near["district"]}


class ClosedWorkbook:
    """A workbook that cannot be opened: its page shows the sentence once, and nothing else."""

    def __init__(self, sentence: str, words: Words):
        self.sentence = sentence
        self.words = words

    def section(self, id: str) -> "ClosedWorkbook":
        """Nothing to look at."""
        return ClosedWorkbook("", self.words)

    def _repr_mimebundle_(self, include=None, exclude=None):
        html = problem(self.sentence, words=self.words) if self.sentence else ""
        return {"text/html": str(html)}
