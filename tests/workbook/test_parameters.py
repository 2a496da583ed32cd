"""What a workbook's opening call takes and what it refuses, with which sentence."""

from dataclasses import asdict
from urllib.parse import urlencode

import pytest

from equitykit.content.texts import explain
from equitykit.errors import EquitykitError
from equitykit.measures.choices import DataChoice
from equitykit.workbook.parameters import (
    Parameters,
    check_district,
    check_parameters,
    choice_in_address,
    choice_of_page,
    parameters_of_page,
    refuse_unknown_names,
)

DEFAULTS = Parameters(
    district="sample",
    team="none",
    year="latest",
    language="en",
    audience="team",
    store="none",
    data="sample",
)


def given(**changed):
    return Parameters(**(vars(DEFAULTS) | changed))


def refused(parameters) -> str:
    with pytest.raises(EquitykitError) as caught:
        check_parameters(parameters)
    return explain(caught.value)


def test_the_defaults_are_taken():
    assert check_parameters(DEFAULTS) == DEFAULTS


@pytest.mark.parametrize(
    "district",
    ["27660350000000", "2766035", 27660350000000, 2766035, " 27660350000000 "],
)
def test_a_district_is_taken_as_text_or_as_a_number_that_lost_nothing(district):
    assert check_district(district) == "27660350000000"


@pytest.mark.parametrize(
    ("district", "guess"),
    [
        (1611190000000, "01611190000000"),  # 13 digits: Papermill's -p made a number of it
        (161119, "0161119"),
        ("161119", "0161119"),
    ],
)
def test_a_lost_zero_is_named_and_the_code_with_it_is_offered(district, guess):
    sentence = refused(given(district=district))

    assert str(district) in sentence
    assert f"-r district {guess}" in sentence


@pytest.mark.parametrize(
    "district", ["", "Monterey", None, 12.5, "2.766035E+13", "../../etc", True]
)
def test_what_is_no_code_is_refused_with_the_way_to_find_one(district):
    assert "home page" in refused(given(district=district))


def test_a_school_is_refused_with_the_code_of_its_district():
    sentence = refused(given(district="27660352730240"))

    assert "27660350000000" in sentence


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"language": "fr"}, "en, es"),
        ({"audience": "press"}, "team, board, families, county"),
        ({"year": "2025"}, "2024-25"),
        ({"year": 2025}, "-r year"),
        ({"team": "Attendance"}, "store says 'none'"),
    ],
)
def test_other_values_are_refused_with_what_would_be_taken(changed, part):
    assert part in refused(given(**changed))


def test_an_unknown_name_is_an_error_that_offers_the_near_one():
    with pytest.raises(EquitykitError) as caught:
        refuse_unknown_names(["x = 1", '# Parameters\ndistrict = "1"\ndistrct = "2"\n'])

    assert "distrct" in explain(caught.value)
    assert "did you mean district" in explain(caught.value)


def test_what_an_analyst_writes_in_other_cells_is_no_parameter():
    assert refuse_unknown_names(["distrct = 2", '# Parameters\ndistrict = "1"\n']) is None


def test_the_address_wins_over_serve_settings_and_these_over_the_notebook(monkeypatch):
    monkeypatch.setenv("EQUITYKIT_DATA", "prepared")
    monkeypatch.setenv("EQUITYKIT_LANGUAGE", "es")
    monkeypatch.setenv("QUERY_STRING", "language=en&district=2766035&token=abc")

    page = parameters_of_page(DEFAULTS)

    assert (page.data, page.language, page.district) == ("prepared", "en", "2766035")


def test_an_address_never_names_data_or_store(monkeypatch):
    monkeypatch.delenv("EQUITYKIT_DATA", raising=False)
    monkeypatch.setenv("QUERY_STRING", "data=/etc&store=sqlite:///x")

    page = parameters_of_page(DEFAULTS)

    assert (page.data, page.store) == ("sample", "none")


def test_a_choice_written_into_an_address_is_read_out_of_it(monkeypatch):
    choice = DataChoice("graduation", "2023-24", "gender", "group:RH×GF", ("RH", "RW"))
    query = choice_in_address(choice, yardstick="everyone_else")
    monkeypatch.setenv("QUERY_STRING", urlencode(query | {"store": "x", "data": "/etc"}))

    assert choice_of_page() == asdict(choice)


def test_an_address_does_not_name_the_yardstick_that_the_team_may_change():
    choice = DataChoice("graduation", "2023-24", "gender", "highest")

    assert choice_in_address(choice, yardstick="highest")["yardstick"] == ""
    assert choice_in_address(choice, yardstick="overall")["yardstick"] == "highest"
