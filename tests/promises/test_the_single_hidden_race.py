"""Where a publication hides one race row and so leaks it, we neither print nor compute it.

In many districts exactly one race row is hidden, and all students minus the visible races give
its size. The test works that size out, as an attacker would, and looks for it.
"""

import re
from numbers import Number

import pytest

from equitykit.content.texts import load_words
from equitykit.measures.composition import composition
from equitykit.measures.gaps import compare
from equitykit.measures.privacy import release
from equitykit.sources.reading import read_file
from equitykit.views.composition_figure import composition_figure
from equitykit.views.family_figure import family_figure
from equitykit.views.figures import gap_figure, trend_figure

RACES = ["RB", "RI", "RA", "RF", "RH", "RP", "RW", "RT", "RD"]
YARDSTICKS = ["everyone_else", "overall", "highest", "group:RH"]


@pytest.fixture(scope="module")
def leaking(real_data):
    """Districts with one hidden race row: ``{cds: (outcomes, hidden group, its size)}``."""
    found = {}
    folder = real_data / "chronic-rebuilt"
    for path in sorted(folder.glob("chronicabsenteeism25*")):
        outcomes = read_file(path).outcomes
        for cds, rows in outcomes[outcomes["level"] == "district"].groupby("cds"):
            races = rows[rows["group"].isin(RACES)]
            hidden = races[races["status"] == "suppressed_at_source"]
            everyone = rows[rows["group"] == "TA"]["denominator"].iloc[0]
            if len(hidden) == 1:
                size = int(everyone - races["denominator"].sum())
                found[cds] = (rows, hidden["group"].iloc[0], size)
    assert found
    return found


@pytest.mark.parametrize("yardstick", YARDSTICKS)
def test_no_number_is_computed_for_the_hidden_group(leaking, yardstick):
    for rows, group, _ in leaking.values():
        row = compare(release(rows), yardstick=yardstick).where(group=group).rows.iloc[0]
        numbers = row.drop(["source", "cds", "period"])[
            lambda cells: cells.map(lambda cell: isinstance(cell, Number))
        ]

        assert numbers.dropna().empty


def test_the_line_of_the_hidden_group_has_words_and_no_digit(leaking):
    words = load_words("en")
    for rows, group, _ in leaking.values():
        compared = compare(release(rows), yardstick="everyone_else")
        html = gap_figure(compared.where(dimension=["all", "race_ethnicity"]), words=words)
        name = words(f"groups.{group}.name")
        lines = [
            line.split("</tr>")[0]
            for line in html.split("<tr>")
            if f'<th scope="row">{name}' in line
        ]

        assert len(lines) == 1
        assert not re.search(r"\d", re.sub(r"<[^>]+>", "", lines[0]))


def test_the_size_that_an_attacker_works_out_is_no_groups_count_on_the_page(leaking):
    words = load_words("en")
    for rows, _, size in leaking.values():
        visible = {int(n) for n in rows["denominator"].dropna()}
        html = gap_figure(
            compare(release(rows), yardstick="everyone_else").where(
                dimension=["all", "race_ethnicity"]
            ),
            words=words,
        )
        counts = {int(n.replace(",", "")) for n in re.findall(r"of ([\d,]+)<", html)}

        assert 1 <= size <= 10
        assert size not in counts
        assert counts <= visible


def test_the_count_of_all_students_never_stands_beside_those_of_the_races(leaking):
    words = load_words("en")
    for rows, _, _ in leaking.values():
        everyone = int(rows[rows["group"] == "TA"]["denominator"].iloc[0])
        released = release(rows).where(dimension=["all", "race_ethnicity"])
        gaps = gap_figure(compare(released, yardstick="everyone_else"), words=words)
        trend = trend_figure(released, words=words)

        for html in (gaps, trend):
            assert f"of {everyone:,}" not in html


def test_no_share_of_a_race_is_worked_out_since_they_would_leave_the_hidden_one_over(leaking):
    words = load_words("en")
    for rows, _, _ in leaking.values():
        composed = composition(release(rows)).where(dimension=["all", "race_ethnicity"])
        html = composition_figure(composed, words=words)

        assert composed.rows["share_of_students"].isna().all()
        assert "<svg" not in html
        assert not re.search(r"\d%", html)


def test_families_see_the_same_groups_hidden(leaking):
    words = load_words("en")
    for rows, group, size in leaking.values():
        compared = compare(release(rows), yardstick="everyone_else")
        races = compared.where(dimension=["all", "race_ethnicity"])
        html = re.sub(r"<svg.*?</svg>", "", str(family_figure(races, words=words)), flags=re.S)

        assert words(f"groups.{group}.name") in html
        assert f">{size}<" not in html and f": {size}." not in html
