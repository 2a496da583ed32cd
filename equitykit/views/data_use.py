"""The note on data use: which columns of an extract were used as what, and which were refused."""

from datetime import date

from markupsafe import Markup

from equitykit.content.codelists import load_measures, load_student_groups
from equitykit.content.texts import Words, load_texts
from equitykit.views.html import joined, render


def role_name(role: str, *, words: Words) -> str:
    """What a column is used as, in words: a group, a measure, a dimension, or a role."""
    if role in load_student_groups():
        return words(f"groups.{role}.name")
    if role in load_measures():
        return words(f"measures.{role}.name")
    if f"mapping.role_{role}.name" in load_texts():
        return words(f"mapping.role_{role}.name")
    known = f"dimensions.{role}.name" in load_texts()
    return words(f"dimensions.{role}.name") if known else words("mapping.form.open")


def data_use_note(
    note: dict, *, files: list[str], years: list[str], today: date, words: Words
) -> Markup:
    """The note on extracts: mapping, columns with their privacy classes, refusals, deletion.

    `note` is what the prepared folder keeps of an extract: `mapping`, `races`, `delete_by`,
    `columns` (each with `column`, `role`, `privacy`, `permission`) and `refused`. It has no
    value of any cell in it. `files` are those that were used so.
    """
    rows = [
        {
            "column": each["column"],
            "role": role_name(each["role"], words=words),
            "privacy": words(f"mapping.privacy.{each['privacy']}"),
            "permission": each["permission"],
        }
        for each in note["columns"]
        if each["column"] not in note["refused"]
    ]
    permissions = any(row["permission"] for row in rows)
    table = render(
        "data_use", file=words.list(files), rows=rows, permissions=permissions, words=words
    )
    lines = [
        *_lines(note, years, words),
        deletion(note["delete_by"], files=files, today=today, words=words),
    ]
    return joined(render("lines", lines=lines), table)


def data_use_line(note: dict, *, files: list[str], today: date, words: Words) -> str:
    """The note in one line, for a report that is about something else: which extracts, the
    strictest privacy class of what was used of them, and the day of their deletion."""
    day = _day(note["delete_by"])
    when = "no_date" if day is None else "until" if day >= today else "overdue"
    return words(
        "mapping.line.text",
        files=words.list(files),
        privacy=words(f"mapping.privacy.{privacy_class(note)}"),
        deletion=words(f"mapping.line.{when}", date=words.date(day) if day else ""),
    )


def privacy_class(note: dict) -> str:
    """The strictest class of the columns that were counted."""
    classes = {each["privacy"] for each in note["columns"]}
    return "aggregate_only" if "aggregate_only" in classes else "open"


def deletion(delete_by: str, *, files: list[str], today: date, words: Words) -> str:
    """By which day the extracts themselves are deleted; after it, what is to be done now.

    `delete_by` is a day such as ``2026-06-30``, or nothing.
    """
    day = _day(delete_by)
    if day is None:
        which = "not_a_day" if delete_by else "no_date"
        return words(f"mapping.note.{which}", value=delete_by)
    if day >= today:
        return words("mapping.note.delete_by", date=words.date(day))
    typed = " ".join(f'"{name}"' if " " in name else name for name in files)
    named = words.list(files)
    return words("mapping.note.overdue", date=words.date(day), named=named, files=typed)


def is_over(delete_by: str, *, today: date) -> bool:
    """Whether the day of deletion is over."""
    day = _day(delete_by)
    return day is not None and day < today


def _day(text: str) -> date | None:
    """The day; none too where an earlier equitykit kept what is no day of the calendar."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _lines(note: dict, years: list[str], words: Words) -> list[str]:
    refused = note["refused"]
    return [
        words("mapping.note.mapping", mapping=note["mapping"], years=words.list(years)),
        words("mapping.note.rows"),
        f"{words('mapping.form.races')}: {words('mapping.races.' + note['races'])}.",
        words("mapping.note.refused", columns=words.list(refused))
        if refused
        else words("mapping.note.none_refused"),
    ]
