"""Districts are taken by code, by county or from a list; a code that lost its zero is told."""

import pytest
from tables import table

from equitykit.errors import EquitykitError
from equitykit.reports.selection import (
    districts_by_code,
    districts_of_county,
    districts_of_file,
    to_try_first,
)

PLACES = table("""
    cds            | district   | county
    01612590000000 | Oakland    | Alameda
    27660350000000 | Greenfield | Monterey
    27661590000000 | Salinas    | Monterey
    44698230000000 | Soquel     | Santa Cruz
""")


def codes(frame) -> list[str]:
    return [cds[:7] for cds in frame["cds"]]


def refusal(call, *args) -> EquitykitError:
    with pytest.raises(EquitykitError) as caught:
        call(*args)
    return caught.value


def test_codes_of_14_or_7_digits_in_the_order_given_each_once():
    asked = ["2766159", "01612590000000", "27661590000000"]
    assert codes(districts_by_code(PLACES, asked)) == ["2766159", "0161259"]


@pytest.mark.parametrize("code", ["1612590000000", "161259"])
def test_a_code_that_lost_its_zero_is_refused_with_the_likely_one(code):
    error = refusal(districts_by_code, PLACES, [code])
    assert (error.id, error.values["guess"]) == ("district_lost_zero", "01612590000000")


@pytest.mark.parametrize("code", ["27660360000000", "", "Salinas", "../27660350000000"])
def test_a_code_that_does_not_exist_is_refused(code):
    assert refusal(districts_by_code, PLACES, [code]).id == "district_unknown"


def test_a_county_by_its_two_digits():
    assert codes(districts_of_county(PLACES, "27")) == ["2766035", "2766159"]
    error = refusal(districts_of_county, PLACES, "1")
    assert (error.id, error.values["counties"]) == ("batch_county_unknown", "01, 27, 44")


@pytest.mark.parametrize(
    "text",
    [
        "name,CDS Code\nSalinas,2766159\nSoquel,44698230000000\n",
        "cds\r\n27661590000000\r\n\r\n44698230000000\r\n",
        "\ufeffcds;x\n".replace(";x", "") + "2766159\n4469823\n",
        "27661590000000,Salinas\n44698230000000,Soquel\n",
    ],
)
def test_a_list_has_a_column_of_codes_or_codes_come_first(tmp_path, text):
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    assert codes(districts_of_file(PLACES, path)) == ["2766159", "4469823"]


@pytest.mark.parametrize(
    ("raw", "id", "row"),
    [
        (None, "batch_list_unreadable", None),
        (b"cds\n27661590000000\n\xff\xfe\n", "batch_list_unreadable", None),
        (b"", "batch_list_empty", None),
        (b"cds\n", "batch_list_empty", None),
        (b"cds\n27661590000000\n1612590000000\n", "batch_list_row", 3),
        (b"cds\n2.76616E+13\n", "batch_list_row", 2),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_with_its_row(tmp_path, raw, id, row):
    path = tmp_path / "list.csv"
    if raw is not None:
        path.write_bytes(raw)
    error = refusal(districts_of_file, PLACES, path)
    assert (error.id, error.values.get("row")) == (id, row)


def test_the_smallest_the_largest_and_the_thinnest_are_tried_first():
    # Greenfield is smallest, Salinas largest, Oakland has the fewest figures, Soquel is left
    sizes = table("""
        cds            | students | figures
        01612590000000 | 3000     | 10
        27660350000000 | 40       | 20
        27661590000000 | 9000     | 90
        44698230000000 | 500      | 80
    """).set_index("cds")
    assert codes(to_try_first(PLACES, sizes, 3)) == ["2766035", "2766159", "0161259"]
    assert codes(to_try_first(PLACES, sizes, 99))[3:] == ["4469823"]


def test_a_district_without_any_figure_is_tried_first_too():
    sizes = table("cds | students | figures\n27661590000000 | 9 | 9").set_index("cds")
    assert codes(to_try_first(PLACES, sizes, 1)) == ["0161259"]
