"""A reader has the published figures of the same students too: nothing that the district's own
counts hide is found with both, but what the publication tells by itself.

The attacker (``tests/table_attacker.py``) knows none of our rules. The district is the invented
one that is shipped, with its extract and the two published files of the same year.
"""

import pandas as pd
import pytest
from table_attacker import findings

from equitykit.measures.own_counts import facts_of
from equitykit.measures.privacy import release
from equitykit.sources.column_mapping import read_mapping
from equitykit.sources.own_files import read_own
from equitykit.sources.reading import read_file
from equitykit.storage.locked_duckdb import connect
from equitykit.storage.places import sample_folder
from equitykit.storage.prepared import prepare, read_published, read_slice
from equitykit.storage.settings import Settings
from equitykit.workbook.district_figures import DistrictFigures

DISTRICT, K = "99600410000000", 11
PUBLISHED = ("suspension25.txt", "chronicabsenteeism25.txt")
FIGURES = ["numerator", "denominator", "rate"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The sample's extract and the state's two files of the year, prepared together."""
    sample = sample_folder()
    with connect() as database:
        own = read_own(
            sample / "students.csv", read_mapping(sample / "students-mapping.csv"), database
        )
    into = tmp_path_factory.mktemp("prepared") / "data"
    prepare([own, *(read_file(sample / name) for name in PUBLISHED)], into)
    return into


@pytest.fixture(scope="module")
def published(folder):
    return read_published(folder, DISTRICT)


@pytest.fixture(scope="module")
def true(folder):
    rows = read_slice(folder, DISTRICT, levels=("district",))
    return rows[rows["measure"].str.startswith("own_")].reset_index(drop=True)


def read_beside(own, published):
    """The own rows as a reader has them who fills in what the publisher shows."""
    told = published.dropna(subset=["numerator"])
    told = told.assign(measure="own_" + told["measure"])
    key = ["measure", "dimension", "group"]
    told = told.set_index(key)[FIGURES].to_dict("index")
    filled = own.to_dict("records")
    for row in filled:
        known = told.get(tuple(row[name] for name in key))
        if known:
            row.update(known, visibility="shown")
    return pd.DataFrame(filled, columns=own.columns).astype(own.dtypes.to_dict())


def found_in(own, published):
    return set(findings(read_beside(own, published), K))


def test_no_hidden_number_is_found_with_the_published_figures(folder, true, published):
    shown = DistrictFigures(folder, DISTRICT, settings=Settings()).own
    nothing = shown.rows
    states = nothing["visibility"].where(nothing["visibility"].eq("no_students"), "hidden")
    nothing = nothing.assign(**dict.fromkeys(FIGURES, pd.NA), visibility=states)
    by_itself = found_in(nothing, published)

    # the publication hides one race alone, and tells of it
    assert "district 0000 race_ethnicity RP: 8 students" in by_itself
    assert found_in(shown.rows, published) == by_itself

    # the control: protected by themselves, the own rows are given away
    alone = release(true, regime="own_rows")
    given_away = found_in(alone.rows, published) - by_itself
    assert any("×gender" in each and "students" in each for each in given_away)


def test_no_row_is_hidden_that_everybody_has_already(folder, true, published):
    shown = DistrictFigures(folder, DISTRICT, settings=Settings()).own
    facts = facts_of(true, published)
    rows = shown.rows.merge(facts[["measure", "dimension", "group"]])

    assert len(rows) == len(facts) == 32  # 18 groups a measure, RP and GX hidden by the state
    assert not rows["visibility"].eq("hidden").any()
    assert shown.certificate.facts == 32
    assert shown.certificate.told_by_others > 0
    assert shown.certificate.missed == 0


def test_most_of_what_may_be_seen_is_seen(folder, true):
    rows = DistrictFigures(folder, DISTRICT, settings=Settings()).own.rows
    own = rows[rows["dimension"].ne("race_ethnicity×gender")]
    hidden = own[own["visibility"].eq("hidden")]
    # of all students and of one trait only those of 8 and of 6 students, in two measures
    assert sorted(hidden["group"]) == ["GX", "GX", "RP", "RP"]
    crossed = rows[rows["dimension"].eq("race_ethnicity×gender")].set_index(["measure", "group"])
    for measure in ("own_chronic_absenteeism", "own_suspension"):
        for group in ("RB×GF", "RB×GM", "RH×GF", "RH×GM", "RW×GF", "RW×GM"):
            assert crossed.loc[(measure, group), "visibility"] in ("shown", "read_with_care")


def test_a_published_figure_tells_ours_where_the_two_are_close(true, published):
    ta = true[(true["measure"] == "own_suspension") & (true["group"] == "TA")]  # 79 of 2,610
    told = published[(published["measure"] == "suspension") & (published["group"] == "TA")]

    def known(**changed):
        facts = facts_of(ta, told.assign(**changed))
        return facts[["denominator", "numerator"]].fillna(-1).to_numpy().tolist()

    assert known() == [[2610, 79]]
    # within 5 % of 2,610 it is taken that ours is known, by more it is not
    assert known(denominator=2610 - 130) == [[2610, 79]]
    assert known(denominator=2610 - 131) == []
    # 79 within 5
    assert known(numerator=84) == [[2610, 79]]
    assert known(numerator=85) == [[2610, -1]]
    # a rate tells the numerator: 3.0 % of 2,610 are 78.3
    assert known(numerator=pd.NA, rate=3.0) == [[2610, 79]]
    assert known(numerator=pd.NA, rate=pd.NA) == [[2610, -1]]
    assert known(denominator=pd.NA) == []
    # another subject tells nothing
    assert known(measure="expulsion") == []


def test_published_spans_of_grades_tell_of_sums_of_ours(true, published):
    told = published[published["group"] == "GR78"]  # 374 students
    ta = true[(true["measure"] == "own_chronic_absenteeism") & (true["group"] == "TA")]
    grades = pd.concat([
        ta.assign(dimension="grade", group="07", denominator=190, numerator=30),
        ta.assign(dimension="grade", group="08", denominator=184, numerator=41),
        ta.assign(dimension="grade", group="09", denominator=200, numerator=41),
    ])  # fmt: skip

    facts = facts_of(grades, told)

    assert facts[["dimension", "group", "denominator"]].to_numpy().tolist() == [
        ["grade_span", "GR78", 374]
    ]
