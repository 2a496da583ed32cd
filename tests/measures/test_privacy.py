"""A released table holds what may be seen, and no trace of the rest."""

import pickle
import struct
from dataclasses import replace

import pandas as pd
import pytest
from tables import table

from equitykit.measures.gaps import compare
from equitykit.measures.outcomes import COLUMNS, outcomes_table
from equitykit.measures.privacy import ReleasedTable, release

ROWS = """
dimension      | group | numerator | denominator | rate | status
all            | TA    | 100       | 400         | 25.0 | reported
race_ethnicity | RW    | 15        | 240         | 6.2  | reported
race_ethnicity | RH    | 77        | 121         | 63.6 | reported
race_ethnicity | RB    | 7         | 29          | 24.1 | reported
race_ethnicity | RI    |           |             |      | suppressed_at_source
race_ethnicity | RP    | 0         | 0           | 0.0  | reported_zero
"""
PLACE = {"period": "2024-25", "level": "district", "cds": "99100010000000"}
PLACE |= {"measure": "suspension", "coverage": "all_schools", "source": "a.txt"}


def outcomes(rows=ROWS, **changed):
    return outcomes_table(table(rows).assign(**{**PLACE, **changed}))


def test_a_shown_row_has_its_rate_of_counts_and_its_wilson_interval():
    rows = release(outcomes()).rows.set_index("group")

    # 100 * 15 / 240 is 6.25: the file says 6.2, halves up says 6.3
    assert rows.loc["RW", "rate"] == 6.3
    # 12 of 30 is .245906 to .576796
    rows = release(
        outcomes(
            "group | dimension | numerator | denominator | status\nTA | all | 12 | 30 | reported"
        )
    ).rows
    assert rows.loc[0, ["low", "high"]].tolist() == pytest.approx([24.5906, 57.6796], abs=5e-5)


def test_a_published_rate_without_counts_stays_as_published_and_has_no_interval():
    rows = "group | dimension | denominator | rate | status\nTA | all | 900 | 12.4 | reported"
    row = release(outcomes(rows, measure="average_days_absent")).rows.iloc[0]

    assert (row["rate"], row["visibility"]) == (12.4, "shown")
    assert row[["low", "high"]].isna().all()


def test_a_group_below_the_floor_keeps_its_row_but_no_figure():
    rows = release(outcomes(), minimum_n=30).rows
    hidden = rows[rows["visibility"] == "hidden"]

    assert hidden["group"].tolist() == ["RB"]
    assert hidden[["numerator", "denominator", "rate", "low", "high"]].isna().all(axis=None)


def test_what_the_publisher_hid_stays_hidden_also_when_the_table_holds_a_part_of_it():
    leaking = outcomes()
    leaking.loc[leaking["group"] == "RI", ["numerator", "denominator", "rate"]] = [4, 9, 44.4]

    row = release(leaking).rows.set_index("group").loc["RI"]

    assert row["visibility"] == "hidden_by_publisher"
    assert row[["numerator", "denominator", "rate", "low", "high"]].isna().all()


def test_no_students_is_told_apart_from_hidden():
    row = release(outcomes()).rows.set_index("group").loc["RP"]

    assert (row["visibility"], row["denominator"]) == ("no_students", 0)
    assert row[["rate", "low", "high"]].isna().all()


def test_a_hidden_zero_does_not_say_that_it_is_one():
    rows = ROWS.replace("RB    | 7         | 29          | 24.1 | reported",
                        "RB    | 0         | 29          | 0.0  | reported_zero")  # fmt: skip
    rows = rows.replace("TA    | 100", "TA    | 93 ")

    for regime in ("published", "own_rows"):
        row = release(outcomes(rows), minimum_n=30, regime=regime).rows.set_index("group").loc["RB"]
        assert (row["visibility"], row["status"]) == ("hidden", "reported")
    # in own rows, all students are those of the races: ten without a race would need protection
    rows = rows.replace("93        | 400", "92        | 390")
    band = release(outcomes(rows), regime="own_rows").rows.set_index("group").loc["RB"]
    assert (band["visibility"], band["status"], band["denominator"]) == (
        "almost_none",
        "reported",
        29,
    )
    assert band[["numerator", "rate", "low", "high"]].isna().all()


CANARIES = """
dimension      | group | numerator | denominator | rate | status
all            | TA    | 400000    | 800000      | 50.0 | reported
race_ethnicity | RB    | 31337     | 48611       | 64.5 | reported
race_ethnicity | RA    | 27644     | 52361       | 52.8 | reported
race_ethnicity | RH    | 341019    | 699028      | 48.8 | reported
"""
HIDDEN = (31337, 48611, 64.5, 27644, 52361, 52.8)


def traces(thing) -> list[str]:
    """In which form a hidden number can be found in a thing: as text, or as eight bytes."""
    frame = thing.rows if isinstance(thing, ReleasedTable) else thing
    texts = [repr(thing), str(thing), frame.to_csv(), frame.to_json(), str(frame.attrs)]
    if isinstance(thing, ReleasedTable):
        texts += [thing.log.to_csv(), str({**vars(thing)})]
    stored = pickle.dumps(thing)
    found = [f"text {number}" for number in HIDDEN for text in texts if str(number) in text]
    for number in HIDDEN:
        forms = [struct.pack("<d", number), str(number).encode()]
        forms += [struct.pack("<q", number)] if isinstance(number, int) else []
        found += [f"bytes {number}" for form in forms if form in stored]
    return found


@pytest.mark.parametrize("regime", ["published", "own_rows"])
def test_no_hidden_number_is_anywhere_in_a_released_table(regime):
    noted = outcomes(CANARIES).assign(note="31337 of 48611")
    noted.attrs["rows"] = "27644 of 52361"

    released = release(noted, minimum_n=50_000, stability_line=60_000, regime=regime)

    assert released.rows["visibility"].tolist() == ["shown", "hidden", "hidden", "shown"]
    for yardstick in ("everyone_else", "overall", "highest", "own_past", "group:RB"):
        assert traces(compare(released, yardstick=yardstick)) == []
    assert traces(released) == traces(released.where(group="RB")) == []


def test_the_search_for_traces_finds_them_in_a_table_that_only_marks_what_is_hidden():
    marked = outcomes(CANARIES)
    marked.loc[1:2, ["numerator", "denominator", "rate"]] = pd.NA

    assert any("bytes" in trace for trace in traces(marked))  # beneath the mask
    assert any("text" in trace for trace in traces(outcomes(CANARIES)))


def test_two_tables_that_differ_in_hidden_numbers_and_order_alone_are_released_the_same():
    other = CANARIES.replace("31337     | 48611       | 64.5", "30000     | 40000       | 75.0")
    other = other.replace("27644     | 52361       | 52.8", "28981     | 60972       | 47.5")
    rules = {"minimum_n": 65_000, "stability_line": 65_000}

    one = release(outcomes(CANARIES), **rules)
    two = release(outcomes(other).iloc[::-1], **rules)

    pd.testing.assert_frame_equal(one.rows, two.rows)
    assert pickle.dumps(one.rows.to_dict()) == pickle.dumps(two.rows.to_dict())


def test_rows_come_in_the_order_of_the_code_lists_whatever_their_order_was():
    shuffled = outcomes().sample(frac=1, random_state=3)

    groups = release(shuffled).rows["group"].tolist()

    assert groups == ["TA", "RB", "RI", "RH", "RP", "RW"]


def test_only_release_makes_a_released_table():
    released = release(outcomes())

    with pytest.raises(TypeError, match="release"):
        ReleasedTable(outcomes(), 11, 30, "published")
    with pytest.raises(TypeError, match="release"):
        replace(released, minimum_n=1)
    with pytest.raises(AttributeError):
        released.minimum_n = 1


def test_the_rows_are_a_copy():
    released = release(outcomes())
    copy = released.rows
    copy.loc[0, "rate"] = 99.9

    assert released.rows.loc[0, "rate"] == 25.0


def test_figures_may_be_added_to_a_released_table_but_outcomes_not_changed():
    released = release(outcomes())
    figures = pd.DataFrame({"rank": range(len(released))})

    assert "rank" in released.with_figures(figures).rows
    with pytest.raises(ValueError, match="rate"):
        released.with_figures(figures.assign(rate=1.0))
    with pytest.raises(ValueError):
        released.with_figures(figures.head(2))


def test_rows_are_chosen_by_value_by_mask_and_by_label():
    released = release(outcomes())

    chosen = released.where(
        dimension=["all", "race_ethnicity"], group=["RH", "TA"], level="district"
    )

    assert chosen.rows["group"].tolist() == ["TA", "RH"]
    assert (chosen.minimum_n, chosen.stability_line, chosen.regime) == (11, 30, "published")
    assert released.keep((released.rows["rate"] > 30).fillna(False)).rows["group"].tolist() == [
        "RH"
    ]
    assert released.keep([3, 0]).rows["group"].tolist() == ["RH", "TA"]


def test_the_log_counts_rows_by_state():
    log = release(outcomes(), minimum_n=30).log
    counts = {(row.dimension, row.visibility): row.rows for row in log.itertuples()}

    assert counts == {
        ("all", "shown"): 1,
        ("race_ethnicity", "shown"): 2,
        ("race_ethnicity", "hidden"): 1,
        ("race_ethnicity", "hidden_by_publisher"): 1,
        ("race_ethnicity", "no_students"): 1,
    }


def test_a_table_without_rows_is_released_and_compared():
    released = release(outcomes().head(0))

    assert len(released) == len(released.log) == 0
    assert [*released.rows][: len(COLUMNS)] == list(COLUMNS)
    for yardstick in ("everyone_else", "overall", "highest", "target", "own_past", "group:RH"):
        assert len(compare(released, yardstick=yardstick, target=10)) == 0


@pytest.mark.parametrize(
    "rules",
    [{"regime": "all"}, {"minimum_n": 0}, {"minimum_n": 31}, {"stability_line": 10}],
)
def test_rules_that_make_no_sense_are_refused(rules):
    with pytest.raises(ValueError, match="no release"):
        release(outcomes(), **rules)


def test_two_rows_for_the_same_group_are_refused():
    with pytest.raises(ValueError, match="two rows"):
        release(pd.concat([outcomes(), outcomes()]))
