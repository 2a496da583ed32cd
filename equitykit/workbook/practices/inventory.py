"""S35, S43: the question first; then which data there are, how late, and what is missing."""

from equitykit.errors import EquitykitError
from equitykit.records.inventory import (
    CADENCES,
    PRIVACY,
    QUALITIES,
    WANTS,
    DataGap,
    DataQuestion,
    DataSet,
    TestWindow,
)
from equitykit.reviews.groups import is_never_counted_text
from equitykit.reviews.inventory import (
    USUAL_WEEKS,
    WINDOW,
    data_sets,
    gaps,
    questions,
    window,
)
from equitykit.views.practices import PracticeDesk
from equitykit.workbook.meeting_fields import number_of
from equitykit.workbook.practices.inventory_desk import (
    add_part,
    gaps_part,
    have_part,
    questions_part,
    take_parts,
)
from equitykit.workbook.practices.inventory_prepared import (
    ALL,
    left_of,
    prepared_sets,
    record_of,
)
from equitykit.workbook.practices.inventory_shown import (
    data_screen,
    gaps_screen,
    letters_part,
    paper,
    questions_screen,
    told,
)
from equitykit.workbook.practices.parts import (
    date_of,
    day_of,
    decimal_of,
    derived,
    filled,
    put_away,
    record_for,
)
from equitykit.workbook.practices.practice import ID, Practice, Writes

LINES = ("owner", "split_by", "quality_note", "missing_who", "access")
# what a row that stands can be told anew; what it is, and who may see it, is a row of its own
MENDED = ("owner", "cadence", "quality", "quality_note", "missing_who")


def desk(page, moment) -> PracticeDesk:
    words, standing = page.words, moment.standing
    asked = questions(standing)
    stands, missing = data_sets(standing, day_of(moment)), gaps(standing, day_of(moment))
    parts = [questions_part(moment, words)]
    # nothing is asked about data before there is a question
    if asked:
        rest = (
            have_part(moment, stands, window(standing), words),
            *take_parts(asked, left_of(page.book, stands), day_of(moment), words),
            add_part(asked, words),
            gaps_part(asked, missing, words),
            *letters_part(missing, page.team.team.name, page.all_words, words),
        )
        # a meeting opens with the question; the rest is worked on before and after it
        parts += rest if moment.meeting is None else map(put_away, rest)
    return PracticeDesk(
        id="inventory",
        title=words("inventory.section.title"),
        instruction=words("inventory.section.about"),
        parts=tuple(parts),
    )


# what buttons and forms do


def ask(page, moment, values: dict) -> None:
    """Write down a question, in one language or in both.

    Raises
    ------
    EquitykitError
        ``text_missing``
    """
    texts = {each: str(values.get(each, "")).strip() for each in ("en", "es")}
    if not any(texts.values()):
        raise EquitykitError("text_missing")
    asked_by = str(values.get("asked_by", "")).strip()
    record = filled(DataQuestion, meeting=moment.meeting_id, asked_by=asked_by, **texts)
    page.team.write(f"data_question/{values['id']}", record, id=values["id"])


def take(page, moment, values: dict) -> None:
    """Put a kind of file that was prepared, or every one, under a question, with what it says
    of itself; a kind of file is named by any of its measures.

    Raises
    ------
    EquitykitError
        ``inventory_question_first``
    """
    named = values.get("measure")
    question = _question(moment, values)
    of = prepared_sets(page.book)
    if named != ALL and not any(named in each.measures for each in of):
        raise EquitykitError("field_unknown")
    left = left_of(page.book, data_sets(moment.standing, day_of(moment)))
    for each in left if named == ALL else [each for each in left if named in each.measures]:
        record = record_of(
            each, page.book, page.words,
            today=day_of(moment), meeting=moment.meeting_id, speaks_to=question,
        )  # fmt: skip
        page.team.write(derived("data_set", values["id"], each.family), record)


def add(page, moment, values: dict) -> None:
    """Write down a data set under its question.

    Raises
    ------
    EquitykitError
        ``inventory_question_first``, ``text_missing``, ``inventory_privacy_missing``,
        ``inventory_share_wrong``, ``inventory_date_ahead``, ``inventory_never_counted``,
        ``date_missing``
    """
    question = _question(moment, values)
    name = str(values.get("name", "")).strip()
    if not name:
        raise EquitykitError("text_missing")
    for attribute, allowed in (("cadence", CADENCES), ("quality", QUALITIES)):
        if values.get(attribute, "") not in ("", *allowed):
            raise EquitykitError("field_unknown")
    privacy = values.get("privacy", "")
    if not privacy:
        raise EquitykitError("inventory_privacy_missing")
    if privacy not in PRIVACY:
        raise EquitykitError("field_unknown")
    lines = {each: str(values.get(each, "")).strip() for each in LINES}
    if privacy != "not_permitted" and is_never_counted_text(f"{name} {lines['split_by']}"):
        raise EquitykitError("inventory_never_counted")
    record = filled(
        DataSet,
        meeting=moment.meeting_id,
        speaks_to=question,
        name=name,
        as_of=_as_of(moment, values),
        cadence=values.get("cadence") or "unknown",
        quality=values.get("quality") or "unknown",
        missing_share=_share(values),
        privacy=privacy,
        **lines,
    )
    page.team.write(f"data_set/{values['id']}", record, id=values["id"])


def _question(moment, values: dict) -> str:
    """The question that something is written under: the one that was chosen, or the only one."""
    asked = [subject for subject, _ in questions(moment.standing)]
    if not asked:
        raise EquitykitError("inventory_question_first")
    chosen = values.get("question") or (asked[0] if len(asked) == 1 else "")
    if not chosen:
        raise EquitykitError("inventory_question_first")
    if chosen not in asked:
        raise EquitykitError("field_unknown")
    return chosen


def _as_of(moment, values: dict):
    text = str(values.get("as_of", "")).strip()
    if not text:
        return None
    day = date_of(text)
    if day > day_of(moment):
        raise EquitykitError("inventory_date_ahead", date=day.isoformat())
    return day


def _share(values: dict) -> float | None:
    text = str(values.get("missing_share", "")).strip()
    if not text:
        return None
    share = decimal_of(text.rstrip("% "))
    if share is None or share > 100:
        raise EquitykitError("inventory_share_wrong", value=text[:40])
    return share


def add_gap(page, moment, values: dict) -> None:
    """Write down what is missing, with who gets it until when.

    Raises
    ------
    EquitykitError
        ``inventory_question_first``, ``text_missing``, ``gap_owner_missing``, ``date_missing``
    """
    question, text = _question(moment, values), str(values.get("text", "")).strip()
    if values.get("wants") not in WANTS:
        raise EquitykitError("choice_missing" if not values.get("wants") else "field_unknown")
    if not text:
        raise EquitykitError("text_missing")
    owner = str(values.get("owner", "")).strip()
    if not owner:
        raise EquitykitError("gap_owner_missing")
    record = filled(
        DataGap,
        meeting=moment.meeting_id,
        speaks_to=question,
        wants=values["wants"],
        text=text,
        owner=owner,
        asked=str(values.get("asked", "")).strip(),
        by=date_of(values.get("by", "")),
    )
    page.team.write(f"data_gap/{values['id']}", record, id=values["id"])


def close(page, moment, values: dict) -> None:
    """Close a gap today, with what came of it; pressing again after that changes nothing.

    Raises
    ------
    EquitykitError
        ``gap_came_of_missing``
    """
    subject = str(values.get("subject"))
    record = record_for(moment, subject, DataGap)
    if record.closed_on:
        return
    came_of = str(values.get("came_of", "")).strip()
    if not came_of:
        raise EquitykitError("gap_came_of_missing")
    closed = filled(DataGap, **record.model_dump() | {"closed_on": page.today(),
                                                      "came_of": came_of})  # fmt: skip
    page.team.write(subject, closed, id=values["id"])


def set_window(page, moment, values: dict) -> None:
    """Say in how many weeks a test should show something."""
    weeks = number_of(values.get("weeks") or str(USUAL_WEEKS), 1, 104)
    page.team.write(WINDOW, TestWindow(weeks=weeks), id=values["id"])


def take_out(page, moment, values: dict) -> None:
    """Let a data set or a gap count no more."""
    subject = str(values.get("subject"))
    if not isinstance(moment.standing.record(subject), DataSet | DataGap):
        raise EquitykitError("field_unknown")
    page.team.withdraw(subject, id=values["id"])


PRACTICE = Practice(
    id="inventory",
    desk=desk,
    told=told,
    paper=paper,
    screens={"questions": questions_screen, "have": data_screen, "gaps": gaps_screen},
    actions={
        "ask": ask, "take": take, "add": add, "add_gap": add_gap, "close": close,
        "set_window": set_window, "take_out": take_out,
    },
    writes=(
        Writes(rf"data_question/{ID}", DataQuestion, ("en", "es", "asked_by")),
        Writes(rf"data_set/{ID}", DataSet, MENDED),
    ),
    undoes=(DataSet, DataGap, TestWindow),
)  # fmt: skip
