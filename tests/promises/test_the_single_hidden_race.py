"""Where a publication hides one race row and so leaks it, we neither print nor compute it.

In many districts exactly one race row is hidden, and all students minus the visible races give
its size. The tests work that size out, as an attacker would, and look for it, and for the counts
that lead to it, in everything that is drawn: words, pictures, tooltips, attributes.
"""

import re
from html import unescape
from numbers import Number

import pandas as pd
import pytest
from real_files import reading_of

from equitykit.content.texts import load_words
from equitykit.measures.composition import composition
from equitykit.measures.gaps import compare
from equitykit.measures.pooling import pool_years
from equitykit.measures.privacy import release
from equitykit.measures.shrinkage import shrink_released
from equitykit.measures.small_groups import small_groups
from equitykit.measures.yardsticks import MISSING_INFORMATION
from equitykit.sources.reading import read_file
from equitykit.storage.prepared import prepare
from equitykit.views.composition_figure import composition_figure
from equitykit.views.family_figure import family_figure
from equitykit.views.figures import gap_figure, trend_figure
from equitykit.views.level_change_figure import level_change_figure
from equitykit.views.own_history_figure import own_history_figure
from equitykit.views.pooled_trend_figure import pooled_trend_figure
from equitykit.views.posters import family_poster, gap_poster
from equitykit.views.small_group_table import small_group_lines, small_group_table
from equitykit.workbook.contents import DATA
from equitykit.workbook.practices.inventory_prepared import missing_of, prepared_sets
from equitykit.workbook.workbook import SECTIONS, open_workbook

RACES = ["RB", "RI", "RA", "RF", "RH", "RP", "RW", "RT", "RD"]
YARDSTICKS = ["everyone_else", "overall", "highest", "group:RH"]
YEARS = ("23", "24", "25")
LAST = "2024-25"
# where the marks of a picture lie is no count
PLACES = re.compile(
    r"\s(?:d|[xy][12]?|[cdr][xy]?|transform|width|height|viewBox|points|style|xmlns\S*"
    r'|font-size|stroke[\w-]*)="[^"]*"'
)
COUNTS = ["denominator", "numerator"]


def standing(numbers: set[int], html) -> set[int]:
    """Which of these counts stand in a page, in any spelling."""
    page = PLACES.sub("", unescape(str(html)))
    found = re.findall(r"(?<![\d.,–-])\d+(?:[.,]\d{3})*(?![.,]?\d|\s?%)", page)
    return numbers & {int(re.sub(r"\D", "", each)) for each in found}


def shown_counts(rows) -> set[int]:
    """Students of each visible race, and those of them with the outcome."""
    races = rows[rows["group"].isin(RACES)]
    return {int(n) for name in COUNTS for n in races[name].dropna()}


def betraying(rows) -> set[int]:
    """Counts that give the hidden race of a district away beside those of the others, in each
    year and in years together: of all students, of all but one race, of the visible races.

    Counts below a hundred stand on axes too.
    """
    rows = rows[rows["group"].isin(["TA", *RACES])]
    periods = sorted(rows["period"].unique())
    spans = [periods[i:j] for i in range(len(periods)) for j in range(i + 1, len(periods) + 1)]
    found, shown = set(), set()
    for span in spans:
        its = rows[rows["period"].isin(span)]
        sums = its.groupby("group")[COUNTS].sum(min_count=1)
        for name in COUNTS:
            everyone, races = int(sums[name]["TA"]), sums[name].drop("TA").dropna().astype(int)
            shown |= {*races}
            if its["status"].eq("suppressed_at_source").any():
                found |= {everyone, int(races.sum()), *(everyone - races)}
    return {n for n in found - shown if n >= 100}


def lines_of(name: str, html) -> list[str]:
    """What stands in the rows of tables that begin with a group's name, without markup."""
    rows = re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</th>(.*?)</tr>", str(html), flags=re.S)
    plain = [[re.sub(r"<[^>]+>", " ", unescape(part)) for part in row] for row in rows]
    return [said for head, said in plain if re.sub(r"\s*\(.*", "", head.strip()) == name]


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


def test_no_share_of_a_race_is_worked_out_since_they_would_leave_the_hidden_one_over(leaking):
    for rows, _, _ in leaking.values():
        races = composition(release(rows)).where(dimension=["all", "race_ethnicity"])

        assert races.rows["share_of_students"].isna().all()


@pytest.fixture(scope="module")
def years(real_data, leaking):
    """Three years of these districts: ``{cds: (outcomes, hidden group, its size)}``."""
    rows = pd.concat([reading_of(path).outcomes for path in files_of(real_data)])
    rows = rows[rows["level"] == "district"]
    return {cds: (rows[rows["cds"] == cds], *hidden) for cds, (_, *hidden) in leaking.items()}


def files_of(real_data):
    folder = real_data / "chronic-rebuilt"
    return [next(folder.glob(f"chronicabsenteeism{year}*")) for year in YEARS]


def drawings(rows, words) -> dict:
    """What is drawn of the races of a district, in the latest of three years and over all."""
    released = release(rows)
    races = {"dimension": ["all", "race_ethnicity"]}
    over_years, now = released.where(**races), released.where(period=LAST)
    compared = compare(released, yardstick="everyone_else").where(period=LAST, **races)
    changed = compare(released, yardstick="own_past").where(period=LAST, **races)
    groups = small_groups(now, released)
    return {
        "gaps": gap_figure(compared, words=words),
        "gap poster": gap_poster(compared, words=words),
        "family poster": family_poster(compared, words=words),
        "families": family_figure(compared, words=words),
        "level and change": level_change_figure(changed, words=words),
        "trend": trend_figure(over_years, words=words),
        "pooled trend": pooled_trend_figure(pool_years(over_years), words=words),
        "composition": composition_figure(composition(now).where(**races), words=words),
        "small groups": small_group_table(groups, words=words),
        "small groups in lines": small_group_lines(groups, words=words),
    }


@pytest.fixture(scope="module")
def drawn(years):
    """Beside each district what is drawn of it."""
    words = load_words("en")
    return [(*its, drawings(its[0], words)) for its in years.values()]


def test_no_count_that_gives_it_away_stands_beside_those_of_the_races(drawn):
    for rows, *_, pictures in drawn:
        for name, html in pictures.items():
            assert not standing(betraying(rows), html), name


@pytest.mark.parametrize(
    "name", ["gaps", "gap poster", "families", "level and change", "trend", "pooled trend"]
)
def test_the_search_sees_the_counts_that_are_shown(drawn, name):
    for rows, *_, pictures in drawn:
        assert standing(shown_counts(rows), pictures[name])


def test_the_search_finds_what_a_drawing_shows_that_knows_of_nothing_hidden(years):
    words = load_words("en")
    for rows, group, _ in years.values():
        others = release(rows[(rows["group"] != group) & (rows["period"] == LAST)])
        html = trend_figure(others.where(dimension=["all", "race_ethnicity"]), words=words)

        assert standing(betraying(rows), html)


@pytest.mark.parametrize(
    "name", ["gaps", "level and change", "composition", "trend", "pooled trend"]
)
def test_the_line_of_the_hidden_group_has_words_and_no_digit(drawn, name):
    words, looked_at = load_words("en"), 0
    for rows, group, _, pictures in drawn:
        always = rows[rows["group"] == group]["status"].eq("suppressed_at_source").all()
        if always or "trend" not in name:
            (line,) = lines_of(words(f"groups.{group}.name"), pictures[name])
            assert not re.search(r"\d", line)
            looked_at += 1
        elif name == "trend":
            (line,) = lines_of(words(f"groups.{group}.name"), pictures[name])
            assert re.search(r"\d", line)  # of the year in which it is shown
    assert looked_at


def test_its_own_history_has_no_digit_in_the_years_that_hide_it(years):
    words = load_words("en")
    for rows, group, _ in years.values():
        if group in MISSING_INFORMATION:
            continue  # no group, so it has no history
        own = pool_years(release(rows).where(group=group))
        html = own_history_figure(shrink_released(own, towards="own_history"), words=words)
        for _, row in rows[rows["group"] == group].iterrows():
            (line,) = lines_of(row["period"], html)
            hidden = row["status"] == "suppressed_at_source"
            assert bool(re.search(r"\d", line)) != hidden


def test_families_and_posters_name_it_without_its_size(drawn):
    words = load_words("en")
    for _, group, size, pictures in drawn:
        assert 1 <= size <= 10
        name = words(f"groups.{group}.name")
        for kind in ("family poster", "families"):
            html = PLACES.sub("", unescape(str(pictures[kind])))
            assert name in html
            pieces = re.split(r"[<>.;\"]", html)
            assert not [p for p in pieces if name in p and re.search(rf"\b{size}\b", p)]


@pytest.fixture(scope="module")
def pages(real_data, years, tmp_path_factory):
    """A district of Monterey, and the sections of its two workbooks."""
    cds = next(cds for cds in years if cds.startswith("27"))
    into = tmp_path_factory.mktemp("prepared") / "data"
    dashboard = next((real_data / "dashboard-rebuilt-2024").glob("chronicdownload*"))
    prepare([reading_of(path) for path in (*files_of(real_data), dashboard)], into)
    asked = {"team": "none", "year": "latest", "audience": "team", "store": "none"}
    asked |= {"data": str(into), "district": cds, "language": "en"}
    data, brief = open_workbook("04_data", **asked), open_workbook("brief", **asked)
    ids = [f"data.{name}" for name in DATA]
    html = {id: str(data.section(id).html()) for id in ids}
    ids = [id for id in SECTIONS if id.startswith("brief.")]
    html |= {id: str(brief.section(id).html()) for id in ids}
    return years[cds], data, html


def test_no_figure_of_a_rendered_page_has_a_count_that_gives_it_away(pages):
    (rows, *_), book, sections = pages
    told = betraying(rows)
    races = [book.words_in(each)("groups.RH.name") for each in ("en", "es")]
    with_races = set()
    for id, html in sections.items():
        # all students stand with a number only where no race stands
        for figure in re.split(r'(?=<figure|<section class="poster"|<table)', html):
            if any(race in figure for race in races):
                with_races.add(id)
                assert not standing(told, figure), id
    assert with_races >= {
        "data.gaps", "data.trend", "data.level_change", "data.family", "data.reconcile",
        "data.inequality",
    }  # fmt: skip


def test_every_table_of_a_rendered_page_says_of_it_that_it_is_hidden(pages):
    (_, group, _), book, sections = pages
    name = book.words(f"groups.{group}.name")
    found = {id: lines_of(name, html) for id, html in sections.items()}
    for id in ("data.gaps", "data.level_change", "data.inequality"):
        assert [line.split() for line in found[id]] == [["hidden", "by", "the", "publisher"]], id
    for id in ("data.yardsticks", "data.small_groups"):
        assert found[id] and not re.search(r"\d", " ".join(found[id])), id


def test_the_brief_has_all_students_and_the_count_of_no_race(pages):
    (rows, group, _), book, sections = pages
    brief = "".join(html for id, html in sections.items() if id.startswith("brief."))
    brief = re.sub(r"\d+ (?:fewer|more)", "", brief)  # how many students a gap is
    now = rows[rows["period"] == LAST]
    students = {int(n) for n in now[now["group"].isin(RACES)]["denominator"].dropna()}

    assert standing({int(now[now["group"] == "TA"]["denominator"].iloc[0])}, brief)
    assert not standing({n for n in students if n >= 100}, brief)
    assert book.words(f"groups.{group}.name") in sections["brief.small_groups"]


def test_the_inventory_names_it_without_a_number(pages):
    (rows, group, _), book, _ = pages
    files = {each.measure: missing_of(each, book, book.words) for each in prepared_sets(book)}

    hidden, *_ = files["chronic_absenteeism"].split(" · ")
    assert book.words(f"groups.{group}.name") in hidden
    assert not re.search(r"\d", hidden)
    assert not standing(betraying(rows), files)
