"""Groups of more students than there are in their place, and totals that are a date.

A spreadsheet that takes a count for a date writes the day's number: 45292 students. Every count
of the row then agrees with itself; only beside the other rows of its place it cannot be.
"""

import numpy as np

from equitykit.content.codelists import load_dimensions, load_student_groups
from equitykit.sources.figures import Figures
from equitykit.sources.published_rows import PublishedRows, number_of
from equitykit.sources.published_table import Column, constant_column
from equitykit.sources.reports import ProblemLog

# The days from 2000 to 2050, as spreadsheets number them.
DATE_SERIALS = (36_526, 55_153)
# A place with so many races in the file has its whole partition there.
RACES = 5
# The publisher's own races add up to a little more than all, as students who moved do.
OVERLAP = 1.01


def refuse_above_all(
    rows: PublishedRows,
    figures: Figures,
    columns: dict[str, Column],
    *,
    unit: str,
    log: ProblemLog,
) -> None:
    """Refuse what a place of a published file cannot have (see :func:`refuse_impossible`);
    `figures`, `columns` and `log` are those of the rows taken. A measure whose `unit` is students
    counts them itself, the others in their denominator."""
    role = "rate" if unit == "students" else "denominator"
    if role not in columns:
        return
    if role == "rate":
        known, students = figures.has_rate & (figures.rate % 1000 == 0), figures.rate // 1000
    else:
        known, students = figures.has_denominator, figures.denominator
    places, taken = rows.places, rows.taken
    codes, names = load_student_groups(), list(load_dimensions())
    dimension = np.array([names.index(codes[code].dimension) for code in places.groups])
    refuse_impossible(
        number_of(places.period[taken], places.level[taken], places.cds[taken]),
        dimension[places.group[taken]],
        np.where(known, students, -1),
        columns[role],
        log,
    )


def refuse_impossible(
    place: np.ndarray, dimension: np.ndarray, students: np.ndarray, column: Column, log: ProblemLog
) -> None:
    """Refuse totals that are the number of a day, and groups larger than all students of their
    place and year; tell of groups of a kind that has each student once where together they are.

    `place` is one number for a place and year, `dimension` the position in the list of
    dimensions (-1: of none), `students` how many, -1 where it is not known.
    """
    names = list(load_dimensions())
    known = (students >= 0) & ~log.refused
    _, place = np.unique(place, return_inverse=True)
    everyone = known & (dimension == names.index("all"))
    total = np.full(place.max(initial=0) + 1, -1)
    total[place[everyone]] = students[everyone]
    race = dimension == names.index("race_ethnicity")
    serial = everyone & _is_serial(students) & ~_borne_out(place, race, known, students, total)
    log.refuse("total_of_a_date", serial, column)
    total[place[serial]] = -1
    above = known & ~everyone & (total[place] >= 0) & (students > total[place])
    dated = above & _is_serial(students)
    log.refuse("group_of_a_date", dated, column)
    log.refuse("group_above_all", above & ~dated, column)
    for number, each in enumerate(load_dimensions().values()):
        its = known & ~log.refused & (dimension == number)
        if each.is_partition and its.any():
            over = (total >= 0) & (_sums(place, its, students, len(total)) > OVERLAP * total + 1)
            name = constant_column(column.name, "", len(known))
            log.note("groups_overlap", its & over[place], name)


def _is_serial(students: np.ndarray) -> np.ndarray:
    return (students >= DATE_SERIALS[0]) & (students <= DATE_SERIALS[1])


def _sums(place, rows, students, size: int) -> np.ndarray:
    return np.bincount(place[rows], weights=students[rows], minlength=size)


def _borne_out(place, race, known, students, total) -> np.ndarray:
    """Whether the races of a place have at least half of its total, or are not all in the file."""
    size = len(total)
    races = np.bincount(place[race], minlength=size)
    shown = np.bincount(place[race & known], minlength=size)
    added = _sums(place, race & known, students, size)
    return ((races < RACES) | (shown < races) | (2 * added >= total))[place]
