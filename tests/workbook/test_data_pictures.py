"""The pictures of the data workbook, on the sample."""

import re
from functools import cache
from html import unescape

import pytest

from equitykit.content.codelists import load_measures
from equitykit.content.texts import load_texts, load_words
from equitykit.measures.choices import DataChoice
from equitykit.workbook.data_pictures import MOST, SECTIONS
from equitykit.workbook.data_pictures import _crossing as drawn_crossing
from equitykit.workbook.workbook import open_workbook

PARAMETERS = {"team": "none", "year": "latest", "audience": "team", "store": "none"}
PARAMETERS |= {"data": "sample"}
LONG = ("data.trend", "data.funnel")
ONE_A_TOPIC = ("data.composition", "data.level_change", "data.family")


@pytest.fixture(scope="module")
def books():
    return {
        language: open_workbook("04_data", district="sample", language=language, **PARAMETERS)
        for language in ("en", "es")
    }


@pytest.fixture(scope="module")
def pages(books):
    """All sections, as a report shows them; each is drawn when a test first looks at it."""

    class Pages(dict):
        def __missing__(self, asked):
            id, language = asked
            self[asked] = str(books[language].section(id).html())
            return self[asked]

    return Pages()


@pytest.mark.parametrize(
    ("id", "language"),
    [
        # in Spanish the sections of few figures; the long run has all of them
        pytest.param(
            id, language, marks=pytest.mark.slow if id in LONG and language == "es" else []
        )
        for id in SECTIONS
        for language in ("en", "es")
    ],
)
def test_a_section_asks_its_question_and_draws(pages, books, id, language):
    words = books[language].words

    page = unescape(pages[id, language])

    assert words(f"{id}.title") in page
    assert words(f"{id}.limits") in page
    assert "<svg" in page


@pytest.mark.parametrize("id", ONE_A_TOPIC)
def test_a_report_draws_few_of_a_kind_and_no_topic_twice(pages, books, id):
    measures = load_measures()
    names = {
        books["en"].words(f"measures.{name}.name"): measure.topic
        for name, measure in measures.items()
    }
    # posters repeat the first figure, one a page
    page = pages[id, "en"].split('class="poster"')[0]
    titles = re.findall(r"<figcaption>\s*<h3>(.*?)</h3>", page)
    topics = [names[name] for title in titles for name in names if f": {name} in" in title]

    assert 1 <= len(titles) <= MOST
    assert len(topics) == len(set(topics))


def test_posters_come_in_both_languages_whatever_the_page_speaks(pages):
    for language in ("en", "es"):
        assert re.findall(r'class="poster" lang="(\w+)"', pages["data.family", language]) == [
            "en",
            "es",
            "en",
            "es",
        ]


def test_crossings_are_those_of_the_own_count_and_in_no_published_figure(pages):
    page = pages["data.crossings", "en"]

    assert "Race and ethnicity × Gender" in page
    assert "own count" in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_measure_without_crossings_names_those_that_have_some(books, language):
    book = books[language]
    choice = DataChoice("chronic_absenteeism", "2024-25", "gender", "everyone_else")
    page = unescape(str(drawn_crossing(book, choice)))

    own = book.words("measures.own_chronic_absenteeism.name")
    assert book.words("data.crossings.crossed", measure=own, year="2024-25") in page
    assert book.words("data.crossings.none") not in page
    # the measure of the same subject stands first
    assert page.index(own) < page.index(book.words("measures.own_suspension.name"))


def test_a_district_without_crossings_is_told_how_to_get_some(books):
    other = open_workbook("04_data", district="9960017", language="en", **PARAMETERS)
    choice = DataChoice("chronic_absenteeism", "2024-25", "gender", "everyone_else")
    assert other.words("data.crossings.none") in unescape(str(drawn_crossing(other, choice)))


def test_how_a_chart_is_read_stands_once_in_a_section_of_a_report(pages, books):
    words = books["en"].words
    page = unescape(pages["data.trend", "en"])
    how = re.findall(r"<details open>.*?</details>", page, re.DOTALL)
    assert len(how) == len(set(how)) > 0
    assert words("charts.how.summary") in how[0]


def test_a_place_with_few_schools_has_a_line_in_place_of_a_funnel(books):
    places = books["en"].places
    small = places[places["schools"] < 5]["cds"].iloc[0]
    book = open_workbook("04_data", district=small, language="en", **PARAMETERS)
    page = str(book.section("data.funnel").html())

    assert "fewer than five schools have counts that can be shown" in page
    # where each school stands and moves is drawn all the same
    assert page.count("<svg") == 1


UNTIL = "Up to June 30, 2025.|Hasta el 30 de junio de 2025."


@pytest.mark.parametrize("id", SECTIONS)
def test_every_picture_of_the_sample_files_has_the_day_up_to_which_it_counts(pages, id):
    page = pages[id, "en"]
    pictures = re.findall(
        r"<figure.*?</figure>|<section class=.poster.*?</section>", page, re.DOTALL
    )

    assert pictures
    assert all(len(re.findall(UNTIL, picture)) == 1 for picture in pictures)


@pytest.fixture(scope="module")
def read_by():
    """A section of a district in which everything is drawn quickly, as an audience reads it."""

    @cache
    def section(id: str, audience: str, language: str) -> str:
        parameters = PARAMETERS | {"audience": audience}
        book = open_workbook("04_data", district="9960041", language=language, **parameters)
        return unescape(str(book.section(id).html()))

    return section


# what only people who work with figures say, and short forms; names of the files are in no words
TERMS = {
    "en": r"confidence|interval|percentile|median|outlier|subgroup|cohort|statistic|quadrant|funnel"
    r"|trend|pooled|shrink|disaggregat|dispropor",
    "es": r"confianza|intervalo|percentil|mediana|subgrupo|cohorte|estad[íi]stic|cuadrante|embudo"
    r"|tendencia|desagreg|desproporc",
}
OF_PEOPLE = r'<figure class="figure family">.*?</figure>|<section class="poster".*?</section>'
SHORT_FORM = r"\b[A-Z]{2,}\b"


@pytest.mark.parametrize("language", ["en", pytest.param("es", marks=pytest.mark.slow)])
@pytest.mark.parametrize("id", ("data.gaps", *SECTIONS))
def test_families_read_no_terms_no_short_forms_and_no_picture_of_the_team(read_by, id, language):
    page = read_by(id, "families", language)
    said = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page, flags=re.DOTALL)

    assert re.findall(TERMS[language], said, re.IGNORECASE) == []
    assert re.findall(SHORT_FORM, said) == []
    # each picture is one of people: in a figure for families or on a poster
    others = re.sub(OF_PEOPLE, "", page, flags=re.DOTALL)
    assert "<svg" not in others and "<figure" not in others
    assert others != page or load_words(language)("data.family.above") in said


@pytest.mark.parametrize("language", ["en", pytest.param("es", marks=pytest.mark.slow)])
@pytest.mark.parametrize("id", SECTIONS)
def test_a_board_reads_one_sentence_of_each_picture_and_an_office_its_codes(read_by, id, language):
    how = load_words(language)("charts.how.summary")
    codes = load_texts()["charts.codes.text"][language].split("{")[0]
    board = _figures(read_by(id, "board", language))
    county = _figures(read_by(id, "county", language))

    # what is told to families is theirs, whoever prints it
    assert len(board) == len(county) and bool(board) == (id != "data.family")
    for figure in board:
        sentences = figure.split('<div class="sentence">')[1].split("</div>")[0]
        assert sentences.count("<p>") == 1
        assert how not in figure
    for figure in county:
        assert codes in figure.split("</table>")[-1]


def _figures(page: str) -> list[str]:
    return re.findall(r'<figure class="figure">.*?</figure>', page, re.DOTALL)


def test_a_left_out_group_does_not_open_a_split_that_a_hidden_one_closes(books):
    """Without its hidden group a split would seem whole: shares come first, groups second."""
    from dataclasses import replace

    from equitykit.workbook.data import reported
    from equitykit.workbook.data_pictures import _composition

    book = books["en"]
    choice = next(each for each in reported(book) if each.dimension == "race_ethnicity")
    hidden = book.released_of(choice.measure).where(
        measure=choice.measure,
        period=choice.period,
        dimension="race_ethnicity",
        visibility=["hidden", "hidden_by_publisher"],
    )
    codes = tuple(hidden.rows["group"])

    assert len(codes) == 1
    assert "<svg" not in _composition(book, replace(choice, left_out=codes))


def test_a_distance_from_the_standard_is_not_put_together_and_has_no_picture_of_people(books):
    from equitykit.measures.choices import DataChoice
    from equitykit.workbook.data_pictures import _family, _pooled_years, _posters

    book = books["en"]
    measure = next(each for each in book.choices.measures
                   if load_measures()[each].unit == "points")  # fmt: skip
    period = book.choices.periods(measure)[0]
    choice = book.choices.fit(DataChoice(measure, period, "program", "overall"))

    assert book.words(
        "data.pooled.no_counts", measure=book.words(f"measures.{measure}.name")
    ) in unescape(str(_pooled_years(book, choice)))
    assert book.words("family.none.text") in unescape(str(_family(book, choice)))
    assert str(_posters(book, choice)).count("<svg") == 2


def test_one_year_is_no_trend(books):
    """Days absent and own counts have one school year in the sample."""
    from equitykit.measures.choices import DataChoice
    from equitykit.workbook import data_pictures

    for language, said in (("en", "of one school year only"), ("es", "de un año escolar")):
        book = books[language]
        choice = DataChoice("own_suspension", "2024-25", "race_ethnicity", book.yardsticks[0])
        drawn = (data_pictures._trend(book, choice), data_pictures._own_history(book, choice))
        told = "".join(map(str, drawn))
        assert said in told
        assert "<svg" not in told
