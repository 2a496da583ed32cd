"""Dashboard files of before 2023 do not say which indicator they hold; their levels do."""

import pytest
from published_files import dashboard, write

from equitykit.sources.reading import read_file

HIGH_IS_BAD = """
    cds            | currnumer | currdenom | currstatus | statuslevel
    27661420000000 | 2         | 100       | 2.0        | 5
    27661590000000 | 9         | 100       | 9.0        | 3
    27659610000000 | 30        | 100       | 30.0       | 1
"""
HIGH_IS_GOOD = """
    cds            | currnumer | currdenom | currstatus | statuslevel
    27661420000000 | 96        | 100       | 96.0       | 5
    27661590000000 | 85        | 100       | 85.0       | 3
    27659610000000 | 60        | 100       | 60.0       | 1
"""


def without(lines, *names):
    drop = {lines[0].index(name) for name in names}
    return [[cell for n, cell in enumerate(line) if n not in drop] for line in lines]


def read(tmp_path, lines):
    return read_file(write(tmp_path / "download.txt", lines)).report


@pytest.mark.parametrize("word", ["CHRO", "SUSP", "GRAD"])
def test_from_2023_the_column_indicator_says_it(tmp_path, word):
    lines = dashboard(HIGH_IS_BAD)
    place = lines[0].index("indicator")
    for line in lines[1:]:
        line[place] = word
    family = {
        "CHRO": "dashboard_chronic",
        "SUSP": "dashboard_suspension",
        "GRAD": "dashboard_graduation",
    }[word]
    assert read(tmp_path, lines).family == family


def test_where_a_higher_rate_has_a_better_level_it_is_graduation(tmp_path):
    assert read(tmp_path, without(dashboard(HIGH_IS_GOOD), "indicator")).family == (
        "dashboard_graduation"
    )


def test_where_a_higher_rate_has_a_worse_level_it_is_chronic_absenteeism(tmp_path):
    report = read(tmp_path, without(dashboard(HIGH_IS_BAD), "indicator"))
    assert (report.family, report.ok) == ("dashboard_chronic", True)


def test_suspension_names_the_type_of_school_and_may_spell_cds_differently(tmp_path):
    lines = without(dashboard(HIGH_IS_BAD), "indicator")
    lines = [[*lines[0], "type"], *([*line, "ED"] for line in lines[1:])]
    lines[0][lines[0].index("cds")] = "cdscode"
    assert read(tmp_path, lines).family == "dashboard_suspension"


def test_without_levels_and_indicator_it_is_refused(tmp_path):
    report = read(tmp_path, without(dashboard(HIGH_IS_BAD), "indicator", "statuslevel"))
    assert (report.ok, report.problems[0].rule) == (False, "dashboard_unclear")


@pytest.mark.parametrize(
    ("word", "family"),
    [("ELA", "ela"), ("MATH", "math"), ("ELPI", "elpi"), ("CCI", "cci"), ("SCIENCE", "science")],
)
def test_the_other_indicators_are_named_by_the_column_too(tmp_path, word, family):
    lines = dashboard(HIGH_IS_BAD)
    for line in lines[1:]:
        line[lines[0].index("indicator")] = word
    report = read(tmp_path, lines)
    assert (report.family, report.ok) == (f"dashboard_{family}", True)
