"""Drawings carry their marks and letters, nothing else."""

import re

import altair as alt
import pandas as pd
import pytest

from equitykit.views.drawing import WIDTH, svg
from equitykit.views.page import FONT


@pytest.fixture
def drawing():
    rows = pd.DataFrame({"name": ["<b>&</b>"], "value": [3]})
    return str(svg(alt.Chart(rows).mark_bar().encode(x="value:Q", y="name:N")))


def test_names_stay_text(drawing):
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in drawing
    assert "<b>" not in drawing


def test_a_drawing_names_no_other_host(drawing):
    addresses = re.findall(r'[\w:]+="(?:https?:)?//[^"]*"', drawing)

    assert all(address.startswith("xmlns") for address in addresses)


def test_several_drawings_on_a_page_share_no_id(drawing):
    assert not re.search(r'\sid="', drawing)


def test_rows_are_not_repeated_in_hidden_labels(drawing):
    assert "aria-label" not in drawing


def test_letters_are_in_our_font(drawing):
    assert f'font-family="{FONT}, sans-serif"' in drawing


def test_a_narrow_drawing_has_room_at_its_right_so_that_letters_are_of_one_size(drawing):
    assert f'viewBox="0 0 {WIDTH} ' in drawing
