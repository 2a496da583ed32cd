"""A reader has the published figures of the same students too: nothing that the district's own
counts hide is found with both, but what the publication tells by itself.

The attacker (``tests/table_attacker.py``) knows none of our rules. The district is the invented
one that is shipped, with its extract and the two published files of the same year.
"""

import pandas as pd
import pytest
from simulated_tables import primary_only
from table_attacker import findings

from equitykit.content.texts import load_words
from equitykit.measures.own_counts import facts_of, release_beside
from equitykit.measures.privacy import of_period, release
from equitykit.sources.column_mapping import read_mapping
from equitykit.sources.own_files import read_own
from equitykit.sources.reading import read_file
from equitykit.storage.locked_duckdb import connect
from equitykit.storage.places import sample_folder
from equitykit.storage.prepared import prepare, read_published, read_releases, read_slice
from equitykit.storage.settings import Settings
from equitykit.views.figure_frame import why_hidden
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


def with_nothing(rows):
    """The rows without a figure."""
    states = rows["visibility"].where(rows["visibility"].eq("no_students"), "hidden")
    return rows.assign(**dict.fromkeys(FIGURES, pd.NA), visibility=states)


def found_in(own, published):
    return set(findings(read_beside(own, published), K))


def test_no_hidden_number_is_found_with_the_published_figures(folder, true, published):
    shown = DistrictFigures(folder, DISTRICT, settings=Settings()).own
    by_itself = found_in(with_nothing(shown.rows), published)

    # the publication hides one race alone, and tells of it
    assert "district 0000 race_ethnicity RP: 8 students" in by_itself
    # (where both women and men are shown it is told that nobody is neither, which is no finding)
    assert found_in(shown.rows, published) <= by_itself

    # the control: without partners the own rows are given away
    alone = primary_only(true, K)
    given_away = found_in(alone, published) - by_itself
    assert any("×gender" in each and "students" in each for each in given_away)


SPREAD = ("Hispanic or Latino", "White", "White", "Hispanic or Latino", "Two or more races",
          "Black or African American")  # fmt: skip


def test_nor_where_the_few_nonbinary_students_are_of_several_races(tmp_path):
    """As chance has it, and not all of two or more races as in the file that is shipped."""
    sample = sample_folder()
    students = pd.read_csv(sample / "students.csv", dtype=str, keep_default_na=False)
    same = ["suspended", "chronically_absent"]
    for one, race in zip(students.index[students["gender"] == "Nonbinary"], SPREAD, strict=True):
        like = (students[same] == students.loc[one, same]).all(axis=1)
        like &= (students["race_ethnicity"] == race) & (students["gender"] != "Nonbinary")
        pair = [one, like.idxmax()]
        students.loc[pair, "gender"] = students.loc[pair[::-1], "gender"].to_numpy()
    students.to_csv(tmp_path / "students.csv", index=False)
    with connect() as database:
        own = read_own(
            tmp_path / "students.csv", read_mapping(sample / "students-mapping.csv"), database
        )
    prepare([own, *(read_file(sample / name) for name in PUBLISHED)], tmp_path / "data")
    shown = DistrictFigures(tmp_path / "data", DISTRICT, settings=Settings()).own.rows
    told = read_published(tmp_path / "data", DISTRICT)

    assert found_in(shown, told) <= found_in(with_nothing(shown), told)
    crossed = shown[shown["dimension"].str.contains("×") & shown["group"].str.endswith("GX")]
    assert set(crossed["visibility"]) == {"hidden"}
    # of all students and of one trait all is there but those of 8 and of 6 students
    own = shown[~shown["dimension"].str.contains("×") & shown["visibility"].eq("hidden")]
    assert sorted(own["group"]) == ["GX", "GX", "RP", "RP"]


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
    seen = crossed["visibility"].isin(["shown", "read_with_care", "almost_none"])
    # 12 of the 16 crossings of race with girls or boys have 11 students or more; of the races
    # of the nonbinary students one gender is hidden beside them
    chronic = seen.loc["own_chronic_absenteeism"]
    for group in ("RB×GF", "RB×GM", "RT×GF", "RT×GM", "RH×GM", "RW×GM"):
        assert chronic[group]
    assert chronic.sum() >= 8
    # that none of the six was suspended can be worked out of what the state shows; with it, of
    # what a race has less the one gender, the other, so that both are hidden
    assert seen.loc["own_suspension"].sum() >= 6
    assert seen.loc[[("own_suspension", "RB×GF"), ("own_suspension", "RB×GM")]].all()


def merged(releases):
    """The rows of several releases, each as the one that tells most of it."""
    rows = pd.concat([each.rows for each in releases], ignore_index=True)
    untold = sum(rows[name].isna().astype(int) for name in ("numerator", "denominator"))
    rows = rows.assign(untold=untold + rows["visibility"].eq("hidden").astype(int))
    rows = rows.sort_values("untold", kind="stable").drop(columns="untold")
    return rows.drop_duplicates(["measure", "dimension", "group"]).reset_index(drop=True)


def test_a_publication_that_comes_after_the_release_leads_to_a_new_one(folder, published, tmp_path):
    """The students first and the state's files later, as the README has it."""
    sample, data = sample_folder(), tmp_path / "data"
    with connect() as database:
        own = read_own(
            sample / "students.csv", read_mapping(sample / "students-mapping.csv"), database
        )
    prepare([own], data)
    (first,) = read_releases(data, DISTRICT)
    # alone, the race of 8 students needs a partner
    assert first.rows.set_index("group").loc["RB", "visibility"].eq("hidden").all()
    assert len(first.certificate.published) == 0

    prepare([read_file(sample / name) for name in PUBLISHED], data)
    before, second = read_releases(data, DISTRICT)

    assert before.certificate == first.certificate
    assert second.certificate.earlier == (first.certificate.digest,)
    assert (second.certificate.facts, second.certificate.missed) == (32, 0)
    assert len(second.certificate.published) == 2
    rows = second.rows.set_index("group")
    assert rows.loc["RB", "visibility"].eq("shown").all()
    page = DistrictFigures(data, DISTRICT, settings=Settings()).own
    assert page.certificate == second.certificate

    # all that is out, in this order and in the other
    for releases in ([before, second], read_releases(folder, DISTRICT)):
        told = merged(releases)
        assert found_in(told, published) <= found_in(with_nothing(told), published)
    # as much is lost to the publication alone: no sentence on what came before it
    (other,) = read_releases(folder, DISTRICT)
    assert second.certificate.told_by_others == other.certificate.told_by_others
    assert second.certificate.notes == ()

    # and the same files again change nothing
    assert not prepare([own, *(read_file(sample / name) for name in PUBLISHED)], data)
    assert len(read_releases(data, DISTRICT)) == 2


def test_what_was_released_without_a_thought_of_the_publication_is_said(true, published):
    lines = {"minimum_n": K, "stability_line": 30}
    # as before equitykit looked ahead; beside it the boys of both races tell of the girls
    careless = of_period(release(true, regime="own_rows", **lines), "2024-25")
    beside = {"published": published, **lines}

    made = release_beside(true, [careless], **beside)
    alone = release_beside(true, [], **beside)

    assert made.certificate.notes == ("before_publication",)
    assert made.certificate.told_by_others > alone.certificate.told_by_others
    assert alone.certificate.notes == ()
    for language, said in (
        ("en", "before the state's figures came"),
        ("es", "antes de que llegaran"),
    ):
        (line,) = [
            line for line in why_hidden(made.rows, made, load_words(language)) if said in line
        ]
        assert "{" not in line


def test_a_published_figure_tells_ours_where_the_two_are_close(true, published):
    ta = true[(true["measure"] == "own_suspension") & (true["group"] == "TA")]  # 79 of 2,610
    told = published[(published["measure"] == "suspension") & (published["group"] == "TA")]

    def known(**changed):
        facts = facts_of(ta, told.assign(**changed))
        return facts[["denominator", "numerator"]].fillna(-1).to_numpy().tolist()

    def bounds(**changed):
        facts = facts_of(ta, told.assign(**changed))
        return facts[["n_least", "n_most", "s_least", "s_most"]].fillna(-1).to_numpy().tolist()

    assert known() == [[2610, 79]]
    # a number that is not ours tells about how many ours are, and no more
    assert known(denominator=2618) == [[-1, -1]]
    # 5 % of 2,618 are 130.9, so 2,487.1 to 2,748.9; 79 of other students may be 74 to 84
    assert bounds(denominator=2618) == [[2488, 2748, 74, 84]]
    assert known(numerator=84) == known(numerator=80) == [[2610, -1]]
    assert bounds(numerator=84) == [[2610, 2610, 79, 89]]
    assert bounds(numerator=85) == [[2610, 2610, -1, -1]]
    # further away than 5 % it says nothing: 124 of 2,480, and ours is 130 more
    assert known(denominator=2610 - 130) == []
    # a rate says between what: of 2.95 % to 3.05 % of 2,610 are 77.0 to 79.6
    assert bounds(numerator=pd.NA, rate=3.0) == [[2610, 2610, 77, 79]]
    assert known(numerator=pd.NA, rate=3.0) == [[2610, -1]]
    assert known(numerator=pd.NA, rate=pd.NA) == [[2610, -1]]
    assert known(denominator=pd.NA) == []
    # another subject tells nothing
    assert known(measure="expulsion") == []


def test_of_the_state_of_another_day_what_it_hides_is_not_told_by_us(folder, published):
    """The state counts eight more in all and hides a second race: its own rows leave open how
    many of the 16 are Pacific Islanders. Ours must not say it, though all other races agree."""
    rows = read_slice(folder, DISTRICT, levels=("district",))
    own = rows[rows["measure"].eq("own_suspension") & ~rows["dimension"].str.contains("×")]
    told = published[published["measure"].eq("suspension")]
    total = told["group"].eq("TA").to_numpy(bool)
    later = told.assign(
        denominator=told["denominator"].mask(total, 2618),
        numerator=told["numerator"].mask(total, 82),
        rate=told["rate"].mask(total, 3.1),
    )
    done = release(own, regime="own_rows", facts=facts_of(own, later))
    assert done.certificate.is_clean
    assert worked_out(done.rows, "RP") == worked_out(done.rows, "GX") == set()
    # and it is not our own total that is hidden for it
    assert done.rows.set_index("group").loc["TA", ["numerator", "denominator"]].tolist() == [
        79, 2610,
    ]  # fmt: skip

    # the control: beside a total that is ours as well both are told already
    told_by_all = release(own, regime="own_rows", facts=facts_of(own, told))
    # 2,610 less all races but the 8 Pacific Islanders; less 1,309 girls and 1,295 boys
    assert worked_out(told_by_all.rows, "RP") == {8}
    assert worked_out(told_by_all.rows, "GX") == {6}


def worked_out(rows, group):
    """How many a group must be, by what is shown of the others of its dimension and of all."""
    n = rows.set_index("group")["denominator"]
    others = rows[rows["dimension"].eq(rows.set_index("group")["dimension"][group])]["group"]
    left = n["TA"] - n[[each for each in others if each != group]].sum(skipna=False)
    return set() if pd.isna(left) else {int(left)}


def test_a_correction_by_one_student_tells_nothing_of_her(folder, true, published):
    """A Black girl, chronically absent, leaves the file after its figures were released. The
    state still shows the figures of before."""
    chronic = true[true["measure"].eq("own_chronic_absenteeism")]
    chronic = chronic[chronic["dimension"].isin(["all", "race_ethnicity", "gender"])]
    chronic = chronic.reset_index(drop=True)
    first = release(chronic, regime="own_rows", facts=facts_of(chronic, published))
    hers = chronic["group"].isin(["TA", "RB", "GF"])
    corrected = chronic.assign(
        numerator=chronic["numerator"] - hers, denominator=chronic["denominator"] - hers
    )
    second = release(
        corrected, regime="own_rows", earlier=[first], facts=facts_of(corrected, published)
    )

    assert second.certificate.is_clean
    both = first.rows.merge(second.rows, on=["dimension", "group"], suffixes=("", "_now"))
    for name in ("numerator", "denominator"):
        assert not (both[name] != both[f"{name}_now"]).fillna(False).any()
    # and it is no use to hide all: whom she is not among is shown as before
    assert (both["visibility"].eq("shown") & both["visibility_now"].eq("shown")).sum() >= 6

    # the control: one who believes that all is known protects nothing of her
    as_known = corrected.assign(rate=pd.NA)
    careless = release(corrected, regime="own_rows", earlier=[first], facts=as_known)
    now = first.rows.merge(careless.rows, on=["dimension", "group"], suffixes=("", "_now"))
    assert (now["denominator"] - now["denominator_now"]).eq(1).any()


def test_which_crossings_are_empty_is_not_told(true):
    crossed = true[true["dimension"].eq("race_ethnicity×gender")]
    # 8 races, 3 genders, 2 measures: each cell has a row
    assert len(crossed) == 48
    assert crossed["denominator"].eq(0).any()
    shown = release(true, regime="own_rows").rows
    empty = shown.merge(crossed[crossed["denominator"].eq(0)][["measure", "dimension", "group"]])
    assert set(empty["visibility"]) == {"hidden"}
    assert empty[["numerator", "denominator", "rate"]].isna().all(axis=None)


def test_figures_of_the_lower_grades_tell_of_sums_of_our_grades_by_race(true, published):
    ta = true[(true["measure"] == "own_chronic_absenteeism") & (true["group"] == "TA")]
    of_grade = {"name": "race_ethnicity×grade"}
    grades = pd.concat([
        ta.assign(dimension=of_grade["name"], group="RP×01", denominator=1, numerator=0),
        ta.assign(dimension=of_grade["name"], group="RI×08", denominator=19, numerator=5),
        ta.assign(dimension=of_grade["name"], group="RI×09", denominator=3, numerator=1),
    ])  # fmt: skip
    told = published[published["group"] == "TA"].head(1).assign(
        measure="dashboard_chronic", dimension="race_ethnicity", group="RI", denominator=19,
        numerator=5, rate=26.3,
    )  # fmt: skip

    facts = facts_of(grades, told).set_index("group")

    assert facts["denominator"].astype(object).where(
        facts["denominator"].notna(), None
    ).to_dict() == {"RI×GRTK8": 19, "RP×GRTK8": None}
    assert facts.loc["RI×GRTK8", "numerator"] == 5
    # of the race that it hides nobody knows the sum, but it is one
    assert facts.loc["RP×GRTK8", ["true_n", "n_most"]].fillna(-1).tolist() == [1, -1]


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
