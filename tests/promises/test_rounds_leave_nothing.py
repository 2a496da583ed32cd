"""What was handed in and not let through is nowhere once a round is over: not in the files of
the store, the pack, the minutes, the backup, a log, another page or on the wall."""

import logging
import zipfile

import pytest

from equitykit.storage.exports import json_lines
from equitykit.workbook.record_files import record_html

ROUNDS = {
    "trust": ("closing_feedback", {"worth": "fully"}, "change", "trust.feedback"),
    "hopes": ("hopes", {}, "hope", "hopes.hopes"),
    "meaning": ("meaning", {}, "draft", "meaning.drafts"),
}


@pytest.mark.parametrize("practice", ROUNDS)
def test_no_text_and_no_form_of_a_round_is_left_anywhere(practised, tmp_path, caplog, practice):
    instrument, answers, text, screen = ROUNDS[practice]
    caplog.set_level(logging.DEBUG)
    desk, other = practised.at("00_today"), practised.at("02_open")
    desk.plan("launch", people=12)
    journal, stream = desk.page.team.journal, desk.page.team.stream
    desk.press(f"{practice}.{instrument}_open", way="laptop")
    forms = []
    for number in range(7):
        values = answers | {text: f"CANARY{number}"}
        forms.append(desk.press(f"{practice}.{instrument}_slip", **values))
        told = record_html(journal, desk.page.team.info, words=desk.page.words)
        seen = (desk.desk(practice), other.desk(practice), desk.show(screen), told)
        assert not any("CANARY" in each for each in (*seen, json_lines(journal, stream)))
    desk.press(f"{practice}.{instrument}_read")
    assert "CANARY" in desk.desk(practice), "the search would not find it"
    assert "CANARY" not in desk.show(screen)
    desk.press(f"{practice}.{instrument}_reveal", **{f"{text}.0": "let through"})
    desk.press("end_meeting")

    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert {".sqlite", ".equitykit", ".html"} <= {each.suffix for each in files}
    for each in files:
        inside = each.read_bytes()
        if each.suffix == ".equitykit":
            with zipfile.ZipFile(each) as pack:
                inside = b"".join(pack.read(name) for name in pack.namelist())
        assert b"CANARY" not in inside, each.name
        assert not any(form.encode() in inside for form in forms), each.name
    assert "CANARY" not in caplog.text
