"""Releases of own counts are kept: no correction can be subtracted from what is out."""

import json

import pytest
from student_files import SETTINGS, written

from equitykit.content.texts import explain, load_words
from equitykit.errors import EquitykitError
from equitykit.measures.gaps import compare
from equitykit.measures.privacy import release
from equitykit.sources.column_mapping import read_mapping
from equitykit.sources.own_files import read_own
from equitykit.storage.locked_duckdb import connect
from equitykit.storage.prepared import prepare, read_releases, read_slice
from equitykit.storage.settings import Settings
from equitykit.views.figures import gap_figure
from equitykit.workbook.district_figures import DistrictFigures

DISTRICT = "99600410000000"
MAPPING = """
race,race_ethnicity,,
race,race_ethnicity,Latino,RH
race,race_ethnicity,White,RW
race,race_ethnicity,Asian,RA
race,race_ethnicity,Filipino,RF
absent,own_chronic_absenteeism,,
absent,own_chronic_absenteeism,Y,yes
absent,own_chronic_absenteeism,N,no
"""
# students and how many of them are absent: Filipino students are one above the floor of 11
FIRST = {"Latino": (200, 80), "White": (180, 36), "Asian": (60, 9), "Filipino": (12, 5)}
# one Filipino student more, who is absent
CORRECTED = FIRST | {"Filipino": (13, 6)}
DOUBLED = {race: (2 * n, 2 * s) for race, (n, s) in FIRST.items()}


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def extract(tmp_path):
    """An extract of these students, read by its mapping."""
    mapping = written(tmp_path, "mapping.csv", SETTINGS.strip("\n") + MAPPING.rstrip())

    def read(name, groups):
        rows = [
            f"{race},{'Y' if i < s else 'N'}" for race, (n, s) in groups.items() for i in range(n)
        ]
        path = written(tmp_path, name, "\n".join(["race,absent", *rows]))
        with connect() as database:
            return read_own(path, read_mapping(mapping), database)

    return read


def shown(folder, **settings):
    return DistrictFigures(folder, DISTRICT, settings=Settings(**settings)).own


def district_rows(folder):
    return read_slice(folder, DISTRICT, levels=("district",))


def differences(before, after):
    """What an attacker has who subtracts two releases: students and outcomes by group."""
    both = before.rows.merge(after.rows, on="group", suffixes=("", "_2"))
    pairs = ("denominator", "numerator")
    found = {
        row["group"]: tuple(row[f"{name}_2"] - row[name] for name in pairs)
        for _, row in both.dropna(subset=[*pairs, *(f"{name}_2" for name in pairs)]).iterrows()
    }
    return {group: each for group, each in found.items() if any(each)}


def test_a_release_is_kept_with_its_certificate_and_shown(extract, data):
    prepare([extract("a.csv", FIRST)], data)
    (note,) = data.glob("outcomes-*/releases/*.json")
    told = json.loads(note.read_text(encoding="utf-8"))
    (kept,) = read_releases(data, DISTRICT)

    assert (told["cds"], told["period"]) == (DISTRICT, "2024-25")
    assert (told["certificate"]["minimum_n"], told["certificate"]["missed"]) == (11, 0)
    assert told["certificate"]["digest"] == kept.certificate.digest
    assert shown(data).certificate == kept.certificate
    assert kept.rows.set_index("group").loc["RF", "denominator"] == 12


def test_the_same_file_twice_changes_nothing(extract, data):
    prepare([extract("a.csv", FIRST)], data)

    assert not prepare([extract("a.csv", FIRST)], data)
    assert len(read_releases(data, DISTRICT)) == 1
    # nor does the same count in another file
    prepare([extract("b.csv", FIRST)], data)
    assert len(read_releases(data, DISTRICT)) == 1


def test_a_correction_of_one_student_cannot_be_subtracted(extract, data, tmp_path):
    prepare([extract("a.csv", FIRST)], data)
    before = shown(data)
    corrected = extract("b.csv", CORRECTED)
    # the control: released by itself, it tells of that one student that she was absent
    prepare([corrected], tmp_path / "elsewhere")
    alone = release(district_rows(tmp_path / "elsewhere"), regime="own_rows")
    assert differences(before, alone)["RF"] == (1, 1)

    prepare([corrected], data, prefer=("b.csv",))
    after = shown(data)
    rows = after.rows.set_index("group")

    assert differences(before, after) == {}
    # what cannot be told anew stays as it was told, and says so
    assert rows.loc["RF", ["numerator", "denominator"]].tolist() == [5, 12]
    assert rows["since_corrected"].to_dict()["RF"]
    assert rows["since_corrected"].to_dict()["TA"]
    # and the rest is not lost for it, but one group, which keeps the total from who is new
    assert not rows.loc[["RH", "RA"], "since_corrected"].any()
    assert rows.loc[["RH", "RW", "RA"], "visibility"].eq("shown").all()
    # and a figure says so
    both = after.where(dimension=["all", "race_ethnicity"])
    for language, said in (("en", "before the last correction"), ("es", "última corrección")):
        drawn = str(gap_figure(compare(both, yardstick="overall"), words=load_words(language)))
        assert said in drawn
    # what is kept of the corrected count holds neither 13 students nor 6
    _, second = read_releases(data, DISTRICT)
    kept = second.rows.set_index("group")
    assert kept.loc[["RF", "TA"], ["numerator", "denominator", "rate"]].isna().all(axis=None)


def test_a_correction_that_can_be_released_hides_what_would_tell_of_it(extract, data, tmp_path):
    fewer = extract("b.csv", FIRST | {"Filipino": (9, 4)})
    prepare([extract("a.csv", FIRST)], data)
    before = shown(data)
    prepare([fewer], tmp_path / "elsewhere")
    alone = release(district_rows(tmp_path / "elsewhere"), regime="own_rows")
    # the control: the total tells of the three who left
    assert differences(before, alone)["TA"] == (-3, -1)

    prepare([fewer], data, prefer=("b.csv",))

    assert shown(data).certificate.earlier == (before.certificate.digest,)
    assert differences(before, shown(data)) == {}


def test_a_correction_of_which_nothing_can_be_told_is_refused(extract, data):
    # one student more, or one with the outcome, in each group
    every = {race: (n + 1, s + 1) for race, (n, s) in FIRST.items()}
    prepare([extract("a.csv", FIRST)], data)
    files = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}

    with pytest.raises(EquitykitError) as refusal:
        prepare([extract("b.csv", every)], data, prefer=("b.csv",))

    assert refusal.value.id == "release_refused"
    for language in ("en", "es"):
        told = explain(refusal.value, language)
        assert "2024-25" in told and "{" not in told
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == files


def test_a_large_change_is_released_beside_the_first(extract, data):
    prepare([extract("a.csv", FIRST)], data)
    prepare([extract("b.csv", DOUBLED)], data, prefer=("b.csv",))
    first, second = read_releases(data, DISTRICT)

    assert second.certificate.earlier == (first.certificate.digest,)
    assert second.certificate.is_clean
    assert shown(data).certificate == second.certificate
    # what was prepared before stands in the version too
    assert len([*data.glob("outcomes-0002/releases/*.json")]) == 2


def test_a_changed_floor_is_released_with_the_old_one_as_earlier(extract, data):
    prepare([extract("a.csv", FIRST)], data)
    (kept,) = read_releases(data, DISTRICT)
    raised = shown(data, minimum_n=15)

    assert raised.minimum_n == 15
    assert raised.certificate.earlier == (kept.certificate.digest,)
    assert raised.rows.set_index("group").loc["RF", "visibility"] == "hidden"
    assert len(read_releases(data, DISTRICT)) == 1


def test_what_pages_showed_under_another_floor_is_kept_before_the_data_change(extract, data):
    prepare([extract("a.csv", FIRST)], data)
    (data.parent / "settings.toml").write_text("minimum_n = 15\n", encoding="utf-8")
    prepare([extract("b.csv", DOUBLED)], data, prefer=("b.csv",))

    assert [each.minimum_n for each in read_releases(data, DISTRICT)] == [11, 15, 15]


def test_rows_that_are_not_those_of_the_certificate_are_not_shown(extract, data):
    prepare([extract("a.csv", FIRST)], data)
    (note,) = data.glob("outcomes-*/releases/*.json")
    text = note.read_text(encoding="utf-8")
    digest = json.loads(text)["certificate"]["digest"]
    note.write_text(text.replace(digest, "0" * 64), encoding="utf-8")

    with pytest.raises(EquitykitError) as damaged:
        shown(data)
    assert damaged.value.id == "data_folder_damaged"
