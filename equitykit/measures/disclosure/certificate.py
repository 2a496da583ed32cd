"""What was audited before a release, and what was proven: kept with the released table."""

import hashlib
from dataclasses import asdict, dataclass, replace

import pandas as pd
import scipy


@dataclass(frozen=True)
class Certificate:
    """Written by the audit of a release of own rows.

    Attributes
    ----------
    minimum_n : int
        k: no reader can tell of a hidden set of fewer students that it is smaller than this.
    rows, quantities, relations : int
        What was released together, and the system it makes.
    visible : int
        Rows of students that are shown with their outcome.
    hidden_primary, hidden_complementary : int
        Rows hidden by their own counts (bands among them), and rows hidden for their sake.
    sets_from_sums : int
        Sets of students that no row tells of but sums do, audited like rows.
    smallest_range : int or None
        No number of students that is hidden because it is small can be narrowed down further
        than to a range of this width, those told by others left out; None where none is hidden.
    missed : int
        Hidden quantities whose range is narrower than the rules ask, and not by what is told by
        others: the release is not fit to be seen.
    told_by_others : int
        Hidden quantities of which what others have told (publishers, earlier releases, of a
        crossing also the rows of fewer traits) leaves a narrower range than the rules ask, though
        nothing else were shown. As far as that leaves it open, they are protected all the same.
    already_out : int
        Quantities that an earlier release has told and this one cannot take back.
    facts : int
        Rows of ours that publishers have told of as well, audited as known.
    expected : int
        Rows of ours that publishers are expected to tell of: crossings were audited beside them
        and without them.
    rules : tuple of str
        Ids of the rules that were kept.
    solver : str
        What looked for the tables that prove the ranges.
    earlier : tuple of str
        Digests of the earlier releases that were audited with this one.
    digest : str
        SHA-256 of the released rows.
    published : tuple of str
        What publishers showed of the same students, measure by measure, as digests.
    notes : tuple of str
        Ids of what is to be said: ``before_publication``, figures of this year were released
        before publishers showed theirs.
    """

    minimum_n: int
    rows: int
    quantities: int
    relations: int
    hidden_primary: int
    hidden_complementary: int
    sets_from_sums: int
    smallest_range: int | None
    missed: int
    already_out: int
    rules: tuple[str, ...]
    solver: str
    visible: int = 0
    told_by_others: int = 0
    facts: int = 0
    expected: int = 0
    earlier: tuple[str, ...] = ()
    digest: str = ""
    published: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether every hidden quantity is protected as the rules ask, as far as this release
        can. A release that shows nothing (`visible` 0) is clean and of no use."""
        return self.missed == 0

    def as_dict(self) -> dict:
        """The certificate as it is stored and written into JSON."""
        return asdict(self)


RULES = ("no_exact_value", "may_be_the_floor", "distance_below", "outcomes_and_complements",
         "alone_in_a_cell", "sums_of_hidden_parts")  # fmt: skip
SOLVER = f"HiGHS (scipy {scipy.__version__})"


COUNTS = ("rows", "quantities", "relations", "hidden_primary", "hidden_complementary",
          "sets_from_sums", "missed", "already_out", "visible", "told_by_others",
          "facts", "expected")  # fmt: skip


def joined(certificates: list[Certificate], digest: str) -> Certificate:
    """What was proven of several years that were released one by one."""
    ranges = [each.smallest_range for each in certificates if each.smallest_range is not None]
    return replace(
        certificates[0],
        **{name: sum(getattr(each, name) for each in certificates) for name in COUNTS},
        smallest_range=min(ranges, default=None),
        earlier=tuple(one for each in certificates for one in each.earlier),
        published=tuple(one for each in certificates for one in each.published),
        notes=tuple(dict.fromkeys(one for each in certificates for one in each.notes)),
        digest=digest,
    )


def digest(rows: pd.DataFrame) -> str:
    """SHA-256 of the rows as CSV, in their order."""
    return hashlib.sha256(rows.to_csv(index=False).encode()).hexdigest()
