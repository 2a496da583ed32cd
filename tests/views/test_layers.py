"""One table, one layer for each kind of mark."""

import altair as alt

from equitykit.views.layers import layered, said_row

ROWS = [
    {"mark": "dot", "rate": 10.0},
    {"mark": "dot", "rate": 20.0},
    said_row("said", "hidden", 10, 20, colour="#000000"),
]
KINDS = [
    ("line", {"type": "line"}, {"x": alt.X("rate:Q")}),
    ("said", {"type": "text"}, {"text": alt.Text("text:N")}),
    ("dot", {"type": "point"}, {"x": alt.X("rate:Q")}),
]


def test_kinds_without_rows_have_no_layer_and_the_others_keep_their_order():
    chart = layered(ROWS, KINDS, data={"values": ROWS}, width=100).to_dict()

    assert [layer["mark"]["type"] for layer in chart["layer"]] == ["text", "point"]


def test_a_layer_draws_its_own_rows_of_the_one_table():
    chart = layered(ROWS, KINDS, data={"values": ROWS}, width=100).to_dict()

    assert list(chart["datasets"].values()) == [ROWS]
    assert [layer["transform"] for layer in chart["layer"]] == [
        [{"filter": "datum.mark === 'said'"}],
        [{"filter": "datum.mark === 'dot'"}],
    ]
