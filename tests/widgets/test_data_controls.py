"""The controls always show a choice that exists; no browser is needed to try them."""

from choosing import controls, following, labelled  # noqa: F401  (controls: a fixture)


def test_every_control_has_a_label_and_names_not_codes(controls):
    measure = labelled(controls, "What we look at")

    assert [name for name, _ in measure.options] == [
        "Chronic absenteeism",
        "Graduation in four years",
    ]
    assert labelled(controls, "American Indian or Alaska Native").value is True


def test_choosing_another_measure_moves_the_other_lists_to_what_it_has(controls):
    labelled(controls, "What we look at").value = "graduation"

    assert controls.value.period == "2023-24"
    assert controls.value.dimension == "gender"
    assert labelled(controls, "Female").value is True


def test_a_box_that_is_unticked_leaves_its_group_out(controls):
    labelled(controls, "Hispanic or Latino").value = False

    assert controls.value.left_out == ("RH",)


def test_unticking_the_last_box_shows_all_groups_again(controls):
    labelled(controls, "Hispanic or Latino").value = False
    labelled(controls, "American Indian or Alaska Native").value = False

    assert controls.value.left_out == ()
    assert labelled(controls, "Hispanic or Latino").value is True


def test_a_view_follows_the_choice(controls):
    view = following(controls, lambda choice: f"<p>{choice.dimension}</p>")

    labelled(controls, "Students grouped by").value = "program"

    assert view.value == "<h2><p>program</p></h2>"


def test_one_change_is_one_drawing(controls):
    drawn = []
    following(controls, lambda choice: drawn.append(choice) or "")

    labelled(controls, "What we look at").value = "graduation"

    assert [choice.measure for choice in drawn] == ["chronic_absenteeism", "graduation"]
