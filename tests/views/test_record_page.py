"""The whole record as a document: read here from a real journal."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from equitykit.content.texts import LANGUAGES, load_texts, load_words
from equitykit.records.notes import Decision, Line, MeasureShown, Promise, RoleTally
from equitykit.records.pauses import Pause
from equitykit.records.reading import KINDS
from equitykit.records.record import FromLater, Withdrawn
from equitykit.records.team import Meeting, StageReached, Team
from equitykit.storage.journal.journal import open_journal
from equitykit.views.record_page import record_document
from equitykit.views.record_subjects import anchor
from equitykit.views.record_values import record_rows

TEAM = Team(name="Attendance team", district="99600410000000")
MADE = datetime(2026, 3, 5, 20, 30, tzinfo=UTC)


class Writer:
    """Somebody who writes into a fresh record."""

    def __init__(self, journal):
        self.journal = journal
        self.stream = journal.create_team(TEAM)

    def write(self, subject, record, *, base=None, reason=""):
        return self.journal.append(
            self.stream, subject, record, id=str(uuid.uuid4()), base=base, reason=reason
        )

    def page(self, language="en", made=MADE) -> str:
        return str(
            record_document(
                self.journal.entries(self.stream),
                team=TEAM,
                drafts=self.journal.drafts(self.stream),
                made=made,
                words=load_words(language),
            )
        )


@pytest.fixture
def writer(tmp_path):
    journal = open_journal(tmp_path / "record.sqlite")
    yield Writer(journal)
    journal.close()


def article(page: str, subject: str) -> str:
    """The part of the page about one subject."""
    found = re.search(rf'<article [^>]*id="{re.escape(anchor(subject))}".*?</article>', page, re.S)
    assert found, subject
    return found[0]


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def meeting(writer, id, on):
    writer.write(f"meeting/{id}", Meeting(agenda="check_in", on=on))


def line(text, meeting="one", step="notice"):
    return Line(meeting=meeting, step=step, text=text)


def test_meetings_stand_in_the_order_of_their_dates_and_lines_under_their_step(writer):
    meeting(writer, "late", date(2026, 3, 4))
    meeting(writer, "early", date(2026, 2, 4))
    writer.write("line/1", line("Buses were late.", meeting="late"))
    writer.write("line/2", line("Nobody called.", meeting="early"))

    text = text_of(writer.page())

    order = ["Meeting of February 4, 2026", "Nobody called.",
             "Meeting of March 4, 2026", "Buses were late."]  # fmt: skip
    places = [text.rindex(part) for part in order]
    assert places == sorted(places)


def test_what_stands_comes_first_and_below_it_what_stood_before_with_time_and_reason(writer):
    writer.write("line/1", line("Nobody called."))
    writer.write("line/1", line("Two people called."), reason="The log was found.")

    said = text_of(article(writer.page(), "line/1"))

    now, earlier = said.split("Earlier versions")
    assert "Two people called." in now and "Reason: The log was found." in now
    assert "Nobody called." in earlier and "Entry 2" in earlier


def test_the_programs_own_reasons_are_told_in_words(writer):
    writer.write("line/1", line("Nobody called."))
    writer.write("line/1", Withdrawn(), reason="#undo")

    assert "Motivo: se deshizo un cambio" in text_of(article(writer.page("es"), "line/1"))


def test_two_versions_written_at_the_same_time_are_shown_as_two(writer):
    first = writer.write("line/1", line("We met on Monday."))
    writer.write("line/1", line("We met on Tuesday."), base=first.sequence)
    writer.write("line/1", line("We met on Thursday."), base=first.sequence)

    now, _, earlier = text_of(article(writer.page(), "line/1")).partition("Earlier versions")

    assert "the team has not chosen yet" in now
    assert "Tuesday" in now and "Thursday" in now and "Monday" in earlier


def test_a_decision_in_two_versions_is_two_also_where_all_decisions_are_listed(writer):
    first = writer.write("decision/1", Decision(meeting="one", text="Letters go out."))
    for text in ("Ask first.", "Wait a week."):
        writer.write("decision/1", Decision(meeting="one", text=text), base=first.sequence)

    listed = text_of(writer.page().split('id="overview"')[1].split("</section>")[0])

    assert "Ask first." in listed and "Wait a week." in listed
    assert "the team has not chosen yet" in listed


def test_what_was_taken_out_can_still_be_read_and_is_said_to_be_out(writer):
    writer.write("line/1", line("Nobody called."))
    writer.write("line/1", Withdrawn())

    said = text_of(article(writer.page(), "line/1"))

    assert "Taken out by the team" in said.split("Earlier versions")[0]
    assert "Nobody called." in said.split("Earlier versions")[1]


def test_a_pause_leads_to_what_it_changed_and_that_back_to_the_pause(writer):
    writer.write("decision/1", Decision(meeting="one", text="Letters go out."))
    pause = Pause(
        meeting="one", stage="data", trigger="T1", prompt="D2", focus="voice",
        seen="We asked no family.", change="Ask first.", changes="decision/1",
    )  # fmt: skip
    writer.write("pause/1", pause)

    page = writer.page()

    assert f'href="#{anchor("decision/1")}"' in article(page, "pause/1")
    changed = article(page, "decision/1")
    assert f'href="#{anchor("pause/1")}"' in changed
    assert "Changed after an equity pause" in changed
    assert load_texts()["prompts.D2.text"]["en"] in text_of(article(page, "pause/1"))


def test_promises_are_sorted_by_whether_they_are_still_open(writer):
    writer.write("promise/1", Promise(meeting="one", text="Call the bus company", to="families"))
    writer.write("promise/2", Promise(meeting="one", text="Print the letter", state="kept"))

    text = text_of(writer.page())

    still_open = text.split("Promises still open")[1].split("Promises kept, broken or released")[0]
    assert "Call the bus company" in still_open and "Print the letter" not in still_open


def test_codes_dates_and_choices_are_told_in_words(writer):
    words = load_words("es")
    decision = Decision(meeting="one", text="x", groups=("SE", "RB"))
    groups = dict((row.label, row.lines) for row in record_rows(decision, words))["Sobre"]
    promise = Promise(meeting="one", text="x", by=date(2026, 3, 4), state="late")
    told = {row.label: row.lines for row in record_rows(promise, words)}

    assert groups == (words("groups.SE.name"), words("groups.RB.name"))
    assert told["Para el"] == ("4 de marzo de 2026",)
    assert told["Estado"] == ("atrasada",)
    tally = RoleTally(meeting="one", step="s", counts={"facilitator": 3})
    assert record_rows(tally, words)[0].lines[0].endswith(": 3")


def test_a_record_of_a_later_version_is_shown_as_it_came(writer):
    body = {"meeting": "one", "branches": [{"text": "Bus routes", "depth": 2}], "open": True}
    writer.write("fishbone/1", FromLater(named="fishbone", body=body))

    said = text_of(article(writer.page(), "fishbone/1"))

    assert "Of a later version: fishbone" in said
    assert "Bus routes" in said and "depth: 2" in said and "open" in said


def test_times_are_those_of_the_zone_that_the_page_names(writer):
    pacific = timezone(timedelta(hours=-8), "PST")
    entry = writer.write("stage", StageReached(stage="data"))
    local = entry.time.astimezone(pacific)

    page = text_of(writer.page(made=MADE.astimezone(pacific)))

    assert "March 5, 2026, 12:30" in page and "(PST)" in page
    assert text_of(load_words("en").moment(local)) in page


def test_typed_text_that_nobody_sent_is_there_too(writer):
    writer.journal.keep_draft(
        writer.stream, "line/9#text", "half a sent", id=str(uuid.uuid4()), revision=1, base=1
    )

    assert "half a sent" in text_of(writer.page()).split("Typed and not yet sent")[-1]


HOSTILE = [
    "<script>window.ran=1</script>",
    '"><img src=x onerror="window.ran=1">',
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "</article></main><h1>gone",
    "\u202eright to left\u202c",
    "line one\nline two\t\x07",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_people_write_is_shown_as_text_wherever_it_stands(writer, text):
    from html import unescape

    meeting(writer, "one", date(2026, 3, 4))
    writer.write(f"line/{text}", line(text, step=text), reason=text)
    writer.write("decision/1", Decision(meeting=text, text=text, groups=(text,), absent=text))
    writer.write("pause/1", Pause(meeting="one", stage=text, trigger=text, prompt=text,
                                  change=text, changes=f"line/{text}"))  # fmt: skip
    writer.write("shown/1", MeasureShown(meeting="one", measure=text))
    writer.write("later/1", FromLater(named=text, body={text: {text: [text]}}))
    writer.journal.keep_draft(writer.stream, f"{text}#text", text, id="d", revision=1, base=0)

    page = writer.page()

    assert page.count("<script") == 0 and "<img" not in page
    assert page.count("</main>") == 1
    assert text in unescape(page)
    # an address leads to a place of this page and nowhere else
    assert all(target.startswith("#") for target in re.findall(r'href="([^"]*)"', page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_attribute_and_choice_of_our_records_has_words(language):
    from typing import Literal, get_args, get_origin

    texts, missing = load_texts(), []
    for kind, record in KINDS.items():
        if kind == "from_later":
            continue
        wanted = [f"record.kind_{kind}.name"]
        for name, attribute in record.model_fields.items():
            wanted.append(f"record.{kind}.{name}")
            if get_origin(attribute.annotation) is Literal and name != "stage":
                values = [value for value in get_args(attribute.annotation) if value]
                wanted += [f"record.{kind}_{name}.{value}" for value in values]
        missing += [id for id in wanted if id not in texts]

    assert missing == []


def test_an_empty_record_is_a_whole_page(writer):
    page = str(record_document([], team=TEAM, made=MADE, words=load_words("en")))

    assert "Nothing has been written yet." in page
