"""Districts are chosen from a list as long as it can be looked through, then by typing."""

import pandas as pd
import pytest

from equitykit.content.texts import load_words
from equitykit.views.home_page import MOST_LISTED, choose_district, teams

WORDS = load_words("en")


def places(number: int) -> pd.DataFrame:
    codes = [f"27{at:05}0000000" for at in range(number)]
    return pd.DataFrame(
        {"cds": codes, "county": "Monterey", "district": [f"District {at}" for at in range(number)]}
    )


def forms(number: int) -> list[str]:
    there = places(number)
    chosen = there["cds"].iloc[-1]
    team = teams([], places=there, chosen=chosen, told="", warnings=[], words=WORDS)
    return [
        str(choose_district(there, chosen=chosen, years=["2024-25"], words=WORDS)),
        str(team),
    ]


@pytest.mark.parametrize("form", [0, 1])
def test_a_list_that_can_be_looked_through_stays_a_list(form):
    html = forms(MOST_LISTED)[form]
    assert "<datalist" not in html
    assert '<option value="27000590000000" selected>District 59 · Monterey · 27 00059' in html


@pytest.mark.parametrize(("form", "id"), [(0, "district"), (1, "team-district")])
def test_among_more_districts_a_name_is_typed_and_its_code_is_sent(form, id):
    html = forms(MOST_LISTED + 1)[form]
    assert f'<input id="{id}" name="district"' in html and f'list="{id}-list"' in html
    assert f'<datalist id="{id}-list">' in html
    assert '<option value="27000600000000">District 60 · Monterey · 27 00060</option>' in html
    assert f'<select id="{id}"' not in html
    # what is no code is not sent
    assert 'pattern="[0-9]{7}([0-9]{7})?"' in html and " required" in html
    assert f'aria-describedby="{id}-hint"' in html and f'id="{id}-hint"' in html
