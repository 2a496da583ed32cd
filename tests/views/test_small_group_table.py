"""Groups that figures cannot describe: in which measures, and by which routes to learn of them."""

from equitykit.content.texts import load_words
from equitykit.measures.small_groups import SmallGroup
from equitykit.views.small_group_table import small_group_lines

ROUTES = ("listen", "pool_years", "secure_view")


def lines(*groups, language="en") -> str:
    return str(small_group_lines(list(groups), words=load_words(language)))


def small(group, hidden=(), few=()):
    return SmallGroup(group, "race_ethnicity", tuple(hidden), tuple(few), ROUTES)


def test_up_to_two_measures_are_named_and_of_more_how_many():
    told = lines(
        small("RA", ["suspension", "graduation"]),
        small("RF", ["suspension", "graduation", "expulsion"]),
        small("RW", ["suspension", "graduation", "dropout"]),
    )
    assert (
        "Too few to show in Suspension and Graduation: Asian; in 3 measures: Filipino and White."
        in told
    )


def test_who_is_few_in_some_and_hidden_nowhere_is_read_with_care():
    assert "Read with care in Suspension: Asian. Route:" in lines(small("RA", few=["suspension"]))


def test_the_mark_of_the_dashboard_is_explained_once_where_it_stands():
    dashboard = lines(small("RA", ["dashboard_graduation"]), small("RF", few=["dashboard_science"]))
    assert dashboard.count("(D): School Dashboard.") == 1
    assert "Graduation (D)" in dashboard
    assert "School Dashboard" not in lines(small("RA", ["suspension"]))
    spanish = lines(small("RA", ["dashboard_graduation"]), language="es")
    assert "(D): Dashboard." in spanish
