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


def data_use_note(note: dict, *, file: str, years: list[str], words: Words) -> Markup:
    """The note on one extract: mapping, columns with their privacy classes, refusals, deletion.

    `note` is what the prepared folder keeps of an extract: `mapping`, `races`, `delete_by`,
    `columns` (each with `column`, `role`, `privacy`, `permission`) and `refused`. It has no
    value of any cell in it.
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
    table = render("data_use", file=file, rows=rows, permissions=permissions, words=words)
    return joined(render("lines", lines=_lines(note, years, words)), table)


def _lines(note: dict, years: list[str], words: Words) -> list[str]:
    refused = note["refused"]
    until = note["delete_by"]
    return [
        words("mapping.note.mapping", mapping=note["mapping"], years=words.list(years)),
        words("mapping.note.rows"),
        f"{words('mapping.form.races')}: {words('mapping.races.' + note['races'])}.",
        words("mapping.note.refused", columns=words.list(refused))
        if refused
        else words("mapping.note.none_refused"),
        words("mapping.note.delete_by", date=words.date(date.fromisoformat(until)))
        if until
        else words("mapping.note.no_date"),
    ]
