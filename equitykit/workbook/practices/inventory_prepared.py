"""The files that were prepared, as rows of the inventory: source, years, age, split, who is hidden.

What a file says of itself need not be typed. Whether it answers the question, and who is not in
it at all, only people can say.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from equitykit.content.codelists import load_measures, load_student_groups
from equitykit.content.texts import LANGUAGES
from equitykit.measures.largest_gaps import latest
from equitykit.measures.own_counts import OWN
from equitykit.measures.visibility import HIDDEN, HIDDEN_BY_PUBLISHER
from equitykit.measures.yardsticks import MISSING_INFORMATION
from equitykit.records.inventory import DataSet
from equitykit.reviews.inventory import last_day
from equitykit.views.sentences import dimension_name, group_name, unrecorded
from equitykit.workbook.practices.parts import filled

ALL = "all"


@dataclass(frozen=True)
class PreparedSet:
    """One kind of file: its measures in the order of the code list, its school years in order,
    what it is split by in the latest of them, and the names of the files."""

    family: str
    measures: tuple[str, ...]
    periods: tuple[str, ...]
    dimensions: tuple[str, ...]
    files: tuple[str, ...]

    @property
    def measure(self) -> str:
        """The measure that stands for it in the record."""
        return self.measures[0]

    @property
    def is_own(self) -> bool:
        """Whether the district counted it itself, in rows of its own."""
        return self.family == OWN

    @property
    def as_of(self) -> date:
        """The day up to which its latest year counts."""
        return last_day(self.family, self.periods[-1])

    @property
    def gaps(self) -> tuple[str, ...]:
        """School years between the first and the last that no file is of."""
        starts = range(int(self.periods[0][:4]), int(self.periods[-1][:4]))
        years = (f"{start}-{(start + 1) % 100:02}" for start in starts)
        return tuple(year for year in years if year not in self.periods)


def prepared_sets(book) -> list[PreparedSet]:
    """Every kind of file with figures on the district, in the order of the code list."""
    if not book.has_data:
        return []
    known, keys, origins = load_measures(), book.figures.keys, book.figures.origins
    measures = [name for name in known if name in set(keys["measure"])]
    return [
        _set(family, [name for name in measures if known[name].family == family], keys, origins)
        for family in dict.fromkeys(known[name].family for name in measures)
    ]


def _set(family: str, measures: list[str], keys, origins) -> PreparedSet:
    rows = keys[keys["measure"].isin(measures)]
    periods = sorted(set(rows["period"]))
    now = rows[(rows["period"] == periods[-1]) & (rows["dimension"] != "all")]
    sources = origins["source"][origins["measure"].isin(measures)]
    files = dict.fromkeys(source.partition(" sha256:")[0] for source in sources)
    split = sorted(set(now["dimension"]), key=lambda name: (name.count("×"), name))
    return PreparedSet(family, tuple(measures), tuple(periods), tuple(split), tuple(files))


def left_of(book, stands) -> list[PreparedSet]:
    """Kinds of files that stand in no row of the inventory yet."""
    known = load_measures()
    there = {known[each.record.measure].family for each in stands if each.record.measure in known}
    return [each for each in prepared_sets(book) if each.family not in there]


def name_of(each: PreparedSet, words) -> str:
    """The kind of file and its years."""
    kind = words(f"sources.kind_{each.family}.name")
    return words("inventory.take.name", kind=kind, years=years(each, words))


def years(each: PreparedSet, words) -> str:
    """``2022-23 to 2024-25``, or the one year."""
    first, last = each.periods[0], each.periods[-1]
    return last if first == last else words("inventory.take.years", first=first, last=last)


def split_of(each: PreparedSet, words) -> str:
    """The dimensions that it is split by."""
    return words.list(dimension_name(name, words=words) for name in each.dimensions)


def record_of(each: PreparedSet, book, words, *, today: date, **where) -> DataSet:
    """The row of the inventory; `where` is its question and its meeting."""
    regime = "own" if each.is_own else "published"
    return filled(
        DataSet,
        **where,
        name=name_of(each, words),
        owner=words(f"inventory.take.owner_{regime}"),
        split_by=split_of(each, words),
        # of a year that still runs nobody has said up to which day it counts
        as_of=each.as_of if each.as_of <= today else None,
        cadence="unknown" if each.is_own else "yearly",
        quality="unknown" if each.is_own else "usable",
        quality_note=words("inventory.take.gaps", years=words.list(each.gaps)) if each.gaps else "",
        missing_who=missing_of(each, book, words),
        access=words(f"inventory.take.access_{regime}"),
        privacy="aggregate" if each.is_own else "open",
        measure=each.measure,
    )


def missing_of(each: PreparedSet, book, words) -> str:
    """Who is not in the latest year, as far as the file says; empty where it says nothing."""
    return " · ".join(_missing(each, book, words))


def again(text: str, tell: Callable[..., str], book, words) -> str:
    """`text` as the reader reads it: where it is what a file says of itself, ``tell(words)``, in
    the reader's language; what people wrote stays as they wrote it."""
    ours = {tell(book.words_in(each)) for each in LANGUAGES}
    return tell(words) if text in ours else text


def _missing(each: PreparedSet, book, words):
    """The single groups that the latest year hides, in the order of the district, and the share
    of students whose group nobody knows."""
    released = latest(book.released_of(each.measure).where(measure=list(each.measures)))
    rows = released.rows
    hidden = rows["visibility"].isin([HIDDEN, HIDDEN_BY_PUBLISHER]) & (rows["dimension"] != "all")
    there = set(rows["group"][hidden]) - {*MISSING_INFORMATION}
    order = dict.fromkeys([*words.group_order, *load_student_groups()])
    names = [group_name(code, words=words) for code in order if code in there]
    if names:
        yield words("inventory.take.hidden", groups=words.list(names))
    yield from unrecorded(released.where(measure=each.measure), words=words)
