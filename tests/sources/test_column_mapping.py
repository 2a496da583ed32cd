"""The mapping file: what a person may write in it, and what a sentence says where it is wrong."""

import pytest
from student_files import SETTINGS, mapped, written

from equitykit.content.texts import explain
from equitykit.errors import EquitykitError
from equitykit.sources.column_mapping import (
    ColumnMapping,
    MappedColumn,
    read_mapping,
    write_mapping,
)

LINES = "race,race_ethnicity,,\nrace,race_ethnicity,Latinx,RH\nel,SE,(blank),no"


def test_what_is_written_is_what_is_read(tmp_path):
    mapping = mapped(tmp_path, LINES)
    write_mapping(mapping, tmp_path / "again.csv")
    again = read_mapping(tmp_path / "again.csv")

    assert again.columns == mapping.columns
    assert again.settings == mapping.settings


def test_no_cell_of_a_mapping_is_taken_for_a_formula(tmp_path):
    labels = {"@yes": "yes", "＝no": "no", "-1": "no"}
    columns = {"=HYPERLINK(1)": MappedColumn("=HYPERLINK(1)", "SE", labels)}
    write_mapping(ColumnMapping(columns), tmp_path / "m.csv")
    text = (tmp_path / "m.csv").read_text(encoding="utf-8-sig")

    assert "'=HYPERLINK(1)," in text and "'@yes" in text and "'＝no" in text
    # a plain number is no formula
    assert ",-1,no" in text
    assert set(read_mapping(tmp_path / "m.csv").columns["=HYPERLINK(1)"].labels) == set(labels)


def test_a_mapping_that_a_spreadsheet_saved_with_semicolons_is_read(tmp_path):
    text = (SETTINGS.strip() + "\n" + LINES).replace(",", ";")
    mapping = read_mapping(written(tmp_path, "m.csv", text, encoding="cp1252"))

    assert mapping.columns["race"].labels == {"Latinx": "RH"}


def test_a_class_can_be_made_stricter_and_never_looser(tmp_path):
    columns = mapped(
        tmp_path, "a,SE,,,not_permitted\nb,SD,,,open\nc,student_id,,,open\nd,school,,"
    ).columns

    assert {name: column.privacy for name, column in columns.items()} == {
        "a": "not_permitted",
        "b": "aggregate_only",
        "c": "not_permitted",
        "d": "open",
    }


@pytest.mark.parametrize(
    ("line", "error", "said"),
    [
        ("race,race_ethnicity,Latinx,HIS", "mapping_meaning", "row 4: 'HIS'"),
        ("el,SE,Y,perhaps", "mapping_meaning", "yes, no, missing"),
        ("el,english,,", "mapping_role", "'english' is no role"),
        ("el,SE,,\nel,SD,,", "mapping_two_roles", "row 5"),
        ("el,SE,,,secret", "mapping_privacy", "aggregate_only"),
        (",setting,races,both", "mapping_setting", "separate, alone, any"),
        (",setting,period,2025", "mapping_period", "2024-25"),
        (",setting,colour,red", "mapping_setting", "'colour'"),
        (",setting,crossed,gender x mood", "mapping_setting", "race_ethnicity x gender"),
        (",setting,delete_by,soon", "mapping_date", "2026-06-30"),
        (",setting,delete_by,2026-02-30", "mapping_date", "row 4: '2026-02-30' is no day"),
        (",setting,delete_by,2027-02-29", "mapping_date", "leave it empty"),
        ("site,school,Main,9.96E+13", "mapping_code", "format the column as text"),
    ],
)
def test_a_line_that_cannot_be_used_is_said_by_its_row(tmp_path, line, error, said):
    with pytest.raises(EquitykitError) as caught:
        mapped(tmp_path, line)

    assert caught.value.id == error
    assert said in explain(caught.value, "en")
    assert explain(caught.value, "es")


def test_the_day_of_deletion_may_be_set_later_and_is_no_other_count(tmp_path):
    unset = mapped(tmp_path, f"{LINES}\n,setting,delete_by,")
    leap = mapped(tmp_path, f"{LINES}\n,setting,delete_by,2028-02-29")

    assert leap.settings["delete_by"] == "2028-02-29"
    assert leap.counting == unset.counting
    assert mapped(tmp_path, "race,race_ethnicity,,").counting != unset.counting


def test_what_could_not_be_read_is_not_written(tmp_path):
    mapping = ColumnMapping(mapped(tmp_path, LINES).columns, {"delete_by": "2026-02-30"})
    with pytest.raises(EquitykitError, match="mapping_date"):
        write_mapping(mapping, tmp_path / "kept.csv")

    assert not (tmp_path / "kept.csv").exists()


def test_a_file_that_is_no_mapping_is_said_so(tmp_path):
    with pytest.raises(EquitykitError, match="mapping_columns"):
        read_mapping(written(tmp_path, "m.csv", "a,b\n1,2"))
    with pytest.raises(EquitykitError, match="mapping_empty"):
        read_mapping(written(tmp_path, "m.csv", "column,role,value,meaning"))
    with pytest.raises(EquitykitError, match="file_unreadable"):
        read_mapping(tmp_path / "none.csv")
