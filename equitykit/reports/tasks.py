"""What a batch has to do: one task for each district, workbook, language and audience."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from equitykit.content.texts import LANGUAGES, Words, load_texts
from equitykit.errors import EquitykitError

AUDIENCES = ("team", "board", "families", "county")
LATEST = "latest"
NONE = "none"
SLUG_LENGTH = 40


@dataclass(frozen=True)
class Notebook:
    """A notebook to run: its name in file names, its place, the parameters that it takes, and
    how many cells of code it has."""

    name: str
    path: Path
    parameters: tuple[str, ...]
    cells: int


@dataclass(frozen=True)
class Task:
    """One page to make: a notebook, run on one district for one audience in one language.

    `cds` is the 14-digit code, `year` a school year or ``latest``, `shown_year` the school
    year that the folder is named after, `data` the folder of prepared data, `store` the record
    or ``none``.
    """

    cds: str
    district: str
    county: str
    notebook: Notebook
    language: str
    audience: str
    year: str
    shown_year: str
    data: Path
    store: str = NONE

    @property
    def workbook(self) -> str:
        return self.notebook.name

    @property
    def key(self) -> tuple[str, ...]:
        """What makes a row of the results table the same row in a later run."""
        return (self.shown_year, self.cds, self.workbook, self.language, self.audience)

    @property
    def folder(self) -> str:
        """The district's folder, relative to the folder of exports."""
        return f"{self.shown_year}/{self.cds}-{slug(self.district)}"

    @property
    def stem(self) -> str:
        """Path of the task's files without their ending."""
        return f"{self.folder}/{self.workbook}.{self.language}.{self.audience}"

    @property
    def parameters(self) -> dict[str, str]:
        """The values that the notebook is given; names come from this list and no other.

        The address of a store can hold a password, and parameters are written into the
        notebook: a store goes to the kernel by its environment instead.
        """
        values = {
            "district": self.cds,
            "team": "none",
            "year": self.year,
            "language": self.language,
            "audience": self.audience,
            "store": "none",
            "data": str(self.data),
        }
        return {name: values[name] for name in values if name in self.notebook.parameters}

    def title(self, words: Words) -> str:
        """The page's title: workbook, district, school year."""
        return words(
            "batch.page.title",
            workbook=workbook_title(self.workbook, words),
            district=self.district,
            year=self.shown_year,
        )


def workbook_title(name: str, words: Words) -> str:
    """The title of one of our workbooks, or the name of a user's own notebook."""
    id = f"{name.split('_')[-1]}.page.title"
    return words(id) if id in load_texts() else name


def slug(name: str) -> str:
    """Turn a name into lower-case ASCII letters, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:SLUG_LENGTH].strip("-") or "x"


def inside(out: Path, relative: str) -> Path:
    """Return the place of `relative` in `out`.

    Raises
    ------
    EquitykitError
        ``batch_outside`` where it would lie elsewhere, through a link for example.
    """
    place = (out / relative).resolve()
    if not place.is_relative_to(out.resolve()):
        raise EquitykitError("batch_outside", file=relative)
    return place


def languages_of(language: str) -> tuple[str, ...]:
    """``both`` is both of them."""
    return LANGUAGES if language == "both" else (language,)


def plan(
    districts, notebooks, *, language, audience, year, shown_year, data, store=NONE
) -> list[Task]:
    """List the tasks: a row of `districts` has `cds`, `district` and `county`."""
    return [
        Task(
            cds=place.cds,
            district=place.district,
            county=place.county,
            notebook=notebook,
            language=spoken,
            audience=audience,
            year=year,
            shown_year=shown_year,
            data=data,
            store=store,
        )
        for place, notebook, spoken in product(
            districts.itertuples(), notebooks, languages_of(language)
        )
    ]
