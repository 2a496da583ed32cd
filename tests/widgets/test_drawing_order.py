"""What is drawn first on a long page: the first view, then what is near, then the others."""

import asyncio

import pytest
from choosing import controls, following, labelled  # noqa: F401  (controls: a fixture)

from equitykit.errors import EquitykitError
from equitykit.widgets.drawing_order import DrawingOrder

WAITING = "This picture is being drawn."


def three(controls, drawn: list):  # noqa: F811
    """Three views that note when they are drawn."""
    return [
        following(controls, lambda choice, name=name: drawn.append(name) or choice.dimension)
        for name in "ABC"
    ]


async def all_drawn(controls):  # noqa: F811
    while controls.views.waiting:
        await asyncio.sleep(0.01)


def test_the_first_view_is_drawn_at_once_and_the_others_in_their_order(controls):  # noqa: F811
    drawn: list[str] = []

    async def page():
        views = three(controls, drawn)
        at_once = [*drawn], [(each.busy, WAITING in each.value) for each in views]
        await all_drawn(controls)
        return at_once, views

    at_once, views = asyncio.run(page())

    assert at_once == (["A"], [(False, False), (True, True), (True, True)])
    assert drawn == ["A", "B", "C"]
    assert [(each.busy, WAITING in each.value) for each in views] == [(False, False)] * 3


def test_what_comes_near_is_drawn_before_what_stands_above_it(controls):  # noqa: F811
    drawn: list[str] = []

    async def page():
        views = three(controls, drawn)
        views[2]._handle_custom_msg({"near": True, "busy": True}, [])
        await all_drawn(controls)

    asyncio.run(page())

    assert drawn == ["A", "C", "B"]


def test_of_two_changes_in_a_row_the_second_is_drawn_once(controls):  # noqa: F811
    drawn: list[str] = []

    async def page():
        views = three(controls, drawn)
        await all_drawn(controls)
        drawn.clear()
        labelled(controls, "Students grouped by").value = "program"
        labelled(controls, "What we look at").value = "graduation"
        busy = [each.busy for each in views]
        await all_drawn(controls)
        return views, busy

    views, busy = asyncio.run(page())

    assert busy == [True] * 3
    assert drawn == ["A", "B", "C"]
    assert {each.value for each in views} == {"<h2>gender</h2>"}


def test_cells_that_follow_each_other_come_before_any_drawing(controls, monkeypatch):  # noqa: F811
    class Shell:
        execution_count = 0

    monkeypatch.setattr("equitykit.widgets.drawing_order.get_ipython", lambda: Shell)
    drawn: list[str] = []

    async def page():
        three(controls, drawn)
        for _ in range(12):
            Shell.execution_count += 1
            await asyncio.sleep(0.1)
        between_cells = [*drawn]
        await all_drawn(controls)
        return between_cells

    assert asyncio.run(page()) == ["A"]
    assert drawn == ["A", "B", "C"]


def test_a_page_that_was_not_there_yet_gets_what_was_drawn_before(controls, monkeypatch):  # noqa: F811
    view = following(controls, lambda choice: "drawn")
    sent: list = []
    monkeypatch.setattr(type(view), "send_state", lambda self, key=None: sent.append(key))

    view._handle_custom_msg({"near": False, "busy": False}, [])
    view._handle_custom_msg("nonsense", [])
    assert sent == []
    view._handle_custom_msg({"near": False, "busy": True}, [])
    assert sent == [["value", "busy"]]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (EquitykitError("year_not_there", year="1999-00", years="2024-25"), "1999-00"),
        (ValueError("canary-13-students"), "something went wrong in the program"),
    ],
)
def test_what_cannot_be_drawn_is_a_sentence_and_the_others_stand(controls, error, sentence, caplog):  # noqa: F811
    def fails(choice):
        raise error

    async def page():
        views = [following(controls, lambda choice: "first"), following(controls, fails)]
        views.append(following(controls, lambda choice: "last"))
        await all_drawn(controls)
        return [each.value for each in views]

    first, broken, last = asyncio.run(page())

    assert (first, last) == ("<h2>first</h2>", "<h2>last</h2>")
    assert sentence in broken
    assert "canary" not in broken + caplog.text


def test_without_an_event_loop_everything_is_drawn_at_once():
    class Noted:
        near, times = False, 0

        def redraw(self):
            self.times += 1

    order, views = DrawingOrder(), [Noted(), Noted()]
    for each in [*views, views[0]]:
        order.add(each)

    assert [each.times for each in views] == [2, 1]
    assert order.waiting == []
