"""An index that can be worked by hand, with visible weights and the order that others would give."""

import pytest

from equitykit.errors import EquitykitError
from equitykit.records.need_index import NeedColumn, NeedPlace
from equitykit.reviews.need_index import heavy, more_need_less_resource, scored


@pytest.fixture
def desk(practised):
    return practised.at("04_data")


def add(desk, en: str = "Families without a car", **values) -> str:
    given = {"en": en, "direction": "more", "weight": 2, "set_by": "parents' council"} | values
    return desk.press("need_index.add_column", **given)


def column(name: str = "car", direction: str = "more", weight: int = 1) -> NeedColumn:
    return NeedColumn(en=name, direction=direction, weight=weight, set_by="r")


def place(name: str, resource=None, **values) -> tuple[str, NeedPlace]:
    return name, NeedPlace(name=name, values=values, resource=resource)


# car: without a car, of a hundred; open: library hours a week (more means less need)
COLUMNS = {"car": column(weight=2), "open": column("open", "less", weight=1)}
PLACES = [
    place("North", car=10, open=10), place("East", car=20, open=40), place("South", car=30, open=50),
]  # fmt: skip


def test_the_index_is_the_weighted_mean_of_stretched_columns():
    # car: 0, 50, 100. open, turned round: 100, 25, 0. Weights 2 and 1:
    # North (0 + 100) / 3 = 33.3, East (100 + 25) / 3 = 41.7, South (200 + 0) / 3 = 66.7
    found = scored(COLUMNS, PLACES)

    assert [each.place.name for each in found] == ["South", "East", "North"]
    assert [round(each.need, 1) for each in found] == [66.7, 41.7, 33.3]
    assert [each.rank for each in found] == [1, 2, 3]


def test_the_range_of_ranks_shows_what_other_weights_would_say():
    found = {each.place.name: each for each in scored(COLUMNS, PLACES)}

    # without the cars only the library counts: North 100, East 25, South 0
    # all equal: North 50, East 37.5, South 50: two share the first rank
    assert (found["South"].best, found["South"].worst) == (1, 3)
    assert (found["North"].best, found["North"].worst) == (1, 3)
    # East is third where all are equal, and second otherwise
    assert (found["East"].best, found["East"].worst) == (2, 3)


def test_a_place_with_a_missing_number_is_not_ranked_and_not_without_need():
    found = scored(COLUMNS, [*PLACES, place("West", car=90)])

    assert found[-1].place.name == "West"
    assert found[-1].rank is None and found[-1].need is None
    # a column of no weight may be empty
    light = {"car": column(weight=2), "open": column("open", "less", weight=0)}
    assert all(each.rank for each in scored(light, [*PLACES, place("West", car=90)]))


def test_without_any_weight_nothing_is_ranked():
    assert all(each.rank is None for each in scored({"car": column(weight=0)}, PLACES))


def test_a_column_that_is_the_same_everywhere_says_nothing():
    same = [place("A", car=7), place("B", car=7)]
    assert [(each.need, each.rank) for each in scored({"car": column()}, same)] == [
        (50.0, 1), (50.0, 1),
    ]  # fmt: skip


def test_more_need_and_less_resource_are_found_only_where_there_are_enough_places():
    four = [
        place("A", 100, car=40), place("B", 300, car=30), place("C", 200, car=20),
        place("D", 400, car=10),
    ]  # fmt: skip
    one = {"car": column()}
    # upper half by need: A and B; lower half of what they get: A and C
    assert [each.place.name for each in more_need_less_resource(scored(one, four))] == ["A"]
    assert more_need_less_resource(scored(one, four[:3])) == []


def test_a_column_with_more_than_half_of_the_weight_is_named():
    assert heavy({"car": column(weight=3), "open": column(weight=2)}) == "car"
    assert heavy({"car": column(weight=2), "open": column(weight=2)}) is None
    assert heavy({"car": column(weight=2)}) is None


def test_weights_are_seen_with_who_set_them_before_and_beside_the_result(desk):
    """The toy is a black-box score."""
    id = add(desk)
    with pytest.raises(EquitykitError) as raised:
        add(desk, en="Library hours", direction="less", set_by="")
    assert raised.value.id == "need_set_by_missing"
    other = add(desk, en="Library hours", direction="less", weight=1)
    for name, car, hours in (("North", "10", "10"), ("East", "20", "40"), ("South", "30", "50")):
        desk.press("need_index.set_place", name=name, resource="900", **{id: car, other: hours})
    read = desk.read("need_index")
    assert "parents' council" in read and "67%" in read and "33%" in read
    assert "1 to 3" in read and "Their rank depends on the weights" in read
    told = desk.told("need_index")
    assert told.index("parents' council") < told.index("South")


def test_the_same_name_again_changes_the_place_and_a_weight_can_be_set_anew(desk):
    id = add(desk)
    for value in ("10", "12,5"):
        desk.press("need_index.set_place", name="North", **{id: value})
    desk.press("need_index.set_place", name=" north ", **{id: "13"})
    [record] = desk.stands(NeedPlace).values()
    assert record.values == {"Families without a car": 13.0}
    desk.press("need_index.weigh", subject=f"need/column/{id}", weight=5, set_by="two principals")
    assert desk.stands(NeedColumn)[f"need/column/{id}"].weight == 5


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"en": " "}, "text_missing"),
        ({"direction": ""}, "choice_missing"),
        ({"direction": "up"}, "field_unknown"),
        ({"weight": "11"}, "field_unknown"),
        ({"en": "Undocumented families"}, "inventory_never_counted"),
    ],
)
def test_what_cannot_be_a_column_is_refused(desk, values, error):
    with pytest.raises(EquitykitError) as raised:
        add(desk, **values)
    assert raised.value.id == error
    assert not desk.stands(NeedColumn)


def test_a_column_stands_once(desk):
    id = add(desk)
    desk.press("need_index.add_column", id=id, en="Families without a car", direction="more",
               set_by="parents' council", weight=2)  # fmt: skip
    with pytest.raises(EquitykitError) as raised:
        add(desk)
    assert raised.value.id == "need_column_twice"
    assert len(desk.stands(NeedColumn)) == 1


def test_numbers_come_after_columns_and_are_numbers(desk):
    with pytest.raises(EquitykitError) as raised:
        desk.press("need_index.set_place", name="North")
    assert raised.value.id == "need_column_first"
    id = add(desk)
    with pytest.raises(EquitykitError) as raised:
        desk.press("need_index.set_place", name="North", **{id: "a lot"})
    assert raised.value.id == "need_value_wrong"
    assert not desk.stands(NeedPlace)


def test_the_wall_shows_weights_bars_and_need_beside_resources(desk):
    desk.plan("data")
    assert "No place can be ranked yet" in desk.show("need_index.index")
    id = add(desk)
    for name, car in (("North", "10"), ("East", "20"), ("South", "30")):
        desk.press("need_index.set_place", name=name, resource="900", **{id: car})
    assert "parents' council" in desk.show("need_index.weights")
    assert "South" in desk.show("need_index.index")
    wall = desk.show("need_index.table")
    assert "South" in wall and "900" in wall
    assert desk.paper("need_index")


def test_every_column_of_the_sheet_on_paper_has_a_name(desk):
    from equitykit.workbook.practices.need_index_shown import paper

    heads = [part.table.head for part in paper(None, desk.page.words) if part.table]
    assert heads and all(all(head) for head in heads)


def test_a_condition_takes_the_published_figures_of_the_schools(desk):
    press = desk.press("need_index.take", measure="chronic_absenteeism", weight=2,
                       set_by="two principals")  # fmt: skip
    [column] = desk.stands(NeedColumn).values()
    # more absence is more need, and the year is said
    assert (column.direction, column.measure) == ("more", "chronic_absenteeism")
    assert column.en == "Chronic absenteeism" and column.es and "2024-25" in column.source

    schools = desk.page.book.schools.where(measure="chronic_absenteeism", group="TA").rows
    steady = schools[(schools["period"] == "2024-25") & (schools["denominator"] >= 30)]
    expected = dict(zip(steady["school"], steady["rate"].astype(float), strict=True))
    places = {each.name: each.values[column.text] for each in desk.stands(NeedPlace).values()}
    assert places == pytest.approx(expected) and len(places) >= 4
    assert "Copper Kettle High" in desk.read("need_index")

    before = desk.page.moment().sequence
    desk.press("need_index.take", id=press, measure="chronic_absenteeism", weight=2,
               set_by="two principals")  # fmt: skip
    assert len(desk.stands(NeedPlace)) == len(places)
    assert desk.page.moment().sequence == before
    with pytest.raises(EquitykitError) as raised:
        desk.press("need_index.take", measure="chronic_absenteeism", weight=1, set_by="us")
    assert raised.value.id == "need_column_twice"


def test_a_better_figure_means_less_need_and_joins_the_places_that_stand(desk):
    hours = add(desk, en="Library hours", direction="less")
    desk.press("need_index.set_place", name="copper kettle high", resource="5", **{hours: "12"})
    desk.press("need_index.take", measure="graduation", weight=1, set_by="us")
    column = next(each for each in desk.stands(NeedColumn).values() if each.measure)
    assert column.direction == "less"
    [high] = [each for each in desk.stands(NeedPlace).values() if "kettle high" in each.name]
    assert high.values["Library hours"] == 12 and column.text in high.values
    # typing the place again leaves the published figure as it is
    desk.press("need_index.set_place", name="Copper Kettle High", resource="6", **{hours: "13"})
    [again] = [each for each in desk.stands(NeedPlace).values()
               if each.name.casefold() == "copper kettle high"]  # fmt: skip
    assert (again.values["Library hours"], again.resource) == (13, 6)
    assert again.values[column.text] == high.values[column.text]


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"measure": ""}, "choice_missing"),
        ({"measure": "happiness"}, "field_unknown"),
        # our own counts of schools are shown nowhere
        ({"measure": "own_suspension"}, "field_unknown"),
        ({"set_by": " "}, "need_set_by_missing"),
        ({"weight": "99"}, "field_unknown"),
    ],
)
def test_what_cannot_be_taken_writes_nothing(desk, values, error):
    given = {"measure": "suspension", "weight": 1, "set_by": "us"} | values
    with pytest.raises(EquitykitError) as raised:
        desk.press("need_index.take", **given)
    assert raised.value.id == error
    assert not desk.stands(NeedColumn) and not desk.stands(NeedPlace)
