"""Whether the data that a team has can answer its question, and in time.

A figure of last year answers no question about this term: that a set of measures which all come
once a year cannot steer a test is from facilitation guide §19.
"""

from dataclasses import dataclass
from datetime import date

from equitykit.records.inventory import DataGap, DataQuestion, DataSet, TestWindow

WINDOW = "inventory/window"
# weeks between two points of a data set, where it comes again at all
WEEKS = {"daily": 1, "weekly": 1, "monthly": 5, "term": 18, "yearly": 52}
SLOW = ("yearly", "once")
# a test of a few weeks is what the guide plans for (§18, V9)
USUAL_WEEKS = 6
OLD_MONTHS = 12
# kinds of files that count one day of autumn (California's census day, the first Wednesday in
# October); everything else is of a whole school year, which ends with June
OF_CENSUS_DAY = (
    "census_enrollment", "dashboard_census", "upc", "frpm", "english_learners_by_grade",
)  # fmt: skip


@dataclass(frozen=True)
class SetStand:
    """A data set, and how old it is on a day: whole months, none where nobody knows its day."""

    subject: str
    record: DataSet
    lag: int | None

    def moves_within(self, weeks: int) -> bool:
        """Whether a second point of it can come within so many weeks."""
        return WEEKS.get(self.record.cadence, 10_000) <= weeks

    @property
    def is_old(self) -> bool:
        """Whether it speaks of more than a year ago."""
        return self.lag is not None and self.lag > OLD_MONTHS


@dataclass(frozen=True)
class GapStand:
    """A gap, and whether its day has passed while it is still open."""

    subject: str
    record: DataGap
    is_late: bool

    @property
    def is_open(self) -> bool:
        return self.record.closed_on is None


def questions(standing) -> list[tuple[str, DataQuestion]]:
    """All questions that have words, in order of first appearance."""
    return [each for each in standing.of(DataQuestion) if each[1].text.strip()]


def data_sets(standing, today: date) -> list[SetStand]:
    """All data sets with their lag on the day `today`."""
    return [
        SetStand(subject, record, months_between(record.as_of, today) if record.as_of else None)
        for subject, record in standing.of(DataSet)
    ]


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another; 0 for a day that is still to come.

    The last day of a month counts as its whole month: 31 January to 28 February is one.
    """
    months = 12 * (later.year - earlier.year) + later.month - earlier.month
    day_after = date.fromordinal(later.toordinal() + 1)
    whole = later.day >= earlier.day or day_after.month != later.month
    return max(0, months if whole else months - 1)


def last_day(family: str, period: str) -> date:
    """The day up to which a kind of file counts in a school year such as ``2024-25``."""
    start = int(period[:4])
    if family not in OF_CENSUS_DAY:
        return date(start + 1, 6, 30)
    to_wednesday = (2 - date(start, 10, 1).weekday()) % 7
    return date(start, 10, 1 + to_wednesday)


def window(standing) -> int:
    """In how many weeks a test should show something."""
    found = standing.record(WINDOW)
    return found.weeks if isinstance(found, TestWindow) else USUAL_WEEKS


def all_slow(stands: list[SetStand]) -> bool:
    """Whether nothing that may be used here comes more than once a year."""
    usable = [each for each in stands if each.record.privacy != "not_permitted"]
    return bool(usable) and all(each.record.cadence in SLOW for each in usable)


def none_moves(stands: list[SetStand], weeks: int) -> bool:
    """Whether no data set can show a change within the test window."""
    usable = [each for each in stands if each.record.privacy != "not_permitted"]
    return bool(usable) and not any(each.moves_within(weeks) for each in usable)


def without_data(standing) -> list[DataQuestion]:
    """Questions to which no data set and no gap speaks."""
    spoken = {each.speaks_to for kind in (DataSet, DataGap) for _, each in standing.of(kind)}
    return [record for subject, record in questions(standing) if subject not in spoken]


def gaps(standing, today: date) -> list[GapStand]:
    """All gaps, open ones first and of these the earliest day first."""
    found = [
        GapStand(subject, record, record.closed_on is None and record.by < today)
        for subject, record in standing.of(DataGap)
    ]
    return sorted(found, key=lambda each: (not each.is_open, each.record.by))
