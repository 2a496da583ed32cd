"""The section on extracts: what the columns of the district's own files are, asked once.

In front of a person it lists the files that wait in the work folder's ``extracts``, asks for
what could not be guessed, saves the mapping and counts. A report tells what is in use.
"""

from pathlib import Path

from equitykit.content.texts import explain
from equitykit.errors import EquitykitError
from equitykit.storage.clock import today
from equitykit.storage.prepared import list_extracts
from equitykit.storage.work_folder import EXTRACTS, waiting_extracts
from equitykit.views.data_use import data_use_note, deletion, is_over, role_name
from equitykit.views.html import joined, render
from equitykit.views.section import section
from equitykit.workbook.section import Section

ID = "data.mapping"


def mapping(book) -> Section:
    """What do the columns of our own files mean?"""

    def html():
        return section(ID, _notes(book), words=book.words)

    folder = _folder(book)
    waiting = waiting_extracts(folder)
    return Section(html, (lambda: _form(book, folder, waiting)) if waiting else None)


def _folder(book) -> Path:
    return book.data_folder.parent / EXTRACTS


def _notes(book):
    """The note on data use of every extract of the district that was counted."""
    words = book.words
    notes = [
        data_use_note(use, files=files, years=sorted(years), today=today(), words=words)
        for use, files, years in uses(book)
    ]
    if notes:
        return joined(*notes)
    lines = [words("mapping.note.none"), words("mapping.note.how", folder=EXTRACTS)]
    return render("lines", lines=lines)


def uses(book) -> list[tuple[dict, list[str], set[str]]]:
    """Each use that was made of extracts, with the files and school years of which it was made:
    a corrected extract, and one of the next year, are mostly used as the first one was."""
    found: list[tuple[dict, list[str], set[str]]] = []
    for each in list_extracts(book.data_folder):
        use = each["data_use"]
        if use["district"] != book.cds:
            continue
        known = next((one for one in found if one[0] == use), None)
        if known is None:
            known = (use, [], set())
            found.append(known)
        known[1].extend(name for name in [each["file"]] if name not in known[1])
        known[2].update(each["periods"])
    return found


def _form(book, folder: Path, waiting: list[str]):
    import ipywidgets

    from equitykit.widgets.mapping_form import MappingForm

    head = ipywidgets.HTML(str(section(ID, _notes(book), words=book.words)))
    form = MappingForm(
        waiting,
        ask=lambda name: questions(folder / name, book.words),
        save=lambda name, answers: keep(book, folder / name, answers),
        words=book.words,
    )
    return ipywidgets.VBox([head, form])


def mapping_file(extract: Path) -> Path:
    """Where the mapping of an extract lies: beside it."""
    return extract.with_name(f"{extract.stem}-mapping.csv")


def known_mapping(extract: Path):
    """The mapping beside an extract, or the proposal for it."""
    from equitykit.sources.column_mapping import read_mapping
    from equitykit.sources.mapping_proposal import propose_mapping

    kept = mapping_file(extract)
    return read_mapping(kept) if kept.is_file() else propose_mapping(extract)


def questions(extract: Path, words):
    """What is asked about an extract; nothing but why where it cannot be read."""
    from equitykit.sources.mapping_roles import NOT_PERMITTED, roles
    from equitykit.sources.reports import UnreadableFile
    from equitykit.sources.student_columns import STUDENT_ID
    from equitykit.widgets.mapping_form import ColumnQuestion, MappingQuestions

    try:
        known = known_mapping(extract)
    except EquitykitError as error:
        return MappingQuestions((), told=(explain(error, words.language),))
    except UnreadableFile as refusal:
        return MappingQuestions((), told=_refusal(refusal, words))
    choices = ((words("mapping.form.open"), ""),)
    choices += tuple((role_name(role, words=words), role) for role in roles())
    refused = [
        column.column
        for column in known.columns.values()
        if column.privacy == NOT_PERMITTED and column.role != STUDENT_ID
    ]
    asked = tuple(
        ColumnQuestion(column.column, column.role, choices, _labels(column, words))
        for column in known.columns.values()
        if column.column not in refused
    )
    shown = {name: known.settings[name] for name in _SHOWN if name in known.settings}
    if "delete_by" in known.settings or not known.is_of_totals:
        shown["delete_by"] = known.settings.get("delete_by", "")
    races = tuple((words(f"mapping.races.{rule}"), rule) for rule in ("separate", "alone", "any"))
    return MappingQuestions(asked, shown, races, tuple(refused), _late(known, extract, words))


_SHOWN = ("period", "district", "races")


def _late(known, extract: Path, words) -> tuple[str, ...]:
    """That the extract should be gone, where the day of its deletion is over."""
    delete_by = known.settings.get("delete_by", "")
    if not is_over(delete_by, today=today()):
        return ()
    return (deletion(delete_by, files=[extract.name], today=today(), words=words),)


def _refusal(refusal, words) -> tuple[str, ...]:
    return refusal.problem.sentence(words), refusal.problem.next_step(words)


def _labels(column, words):
    """What is asked about the labels of a column: those that nobody has explained."""
    from equitykit.sources.mapping_roles import OWN
    from equitykit.sources.student_columns import NOT_USED
    from equitykit.sources.student_labels import BLANK, allowed_meanings
    from equitykit.widgets.mapping_form import LabelQuestion

    if column.role in ("", NOT_USED, *OWN):
        return ()
    options: tuple[tuple[str, str], ...] = ()
    form = "school" if column.role == "school" else "label"
    if column.role not in ("school", "period", "group", "measure"):
        options = ((words("mapping.form.open"), ""),)
        options += tuple(
            (_meaning(meaning, words), meaning) for meaning in allowed_meanings(column.role)
        )
    shown = {
        label: words("mapping.form.blank") if label == BLANK else label for label in column.labels
    }
    return tuple(
        LabelQuestion(
            label, words(f"mapping.form.{form}", column=column.column, label=shown[label]),
            meaning, options,
        )
        for label, meaning in column.labels.items()
        if not meaning
    )  # fmt: skip


def _meaning(meaning: str, words) -> str:
    from equitykit.content.codelists import load_student_groups

    if meaning in load_student_groups():
        return words(f"groups.{meaning}.name")
    return words(f"mapping.meaning.{meaning}") if meaning in ("yes", "no", "missing") else meaning


def keep(book, extract: Path, answers) -> list[str]:
    """Save the answers beside the extract and, where nothing is open, count it.

    Raises
    ------
    EquitykitError
        ``mapping_…``: an answer is not possible, and nothing was saved; ``folder_not_writable``;
        as :func:`equitykit.storage.prepared.prepare`
    """
    from equitykit.sources.column_mapping import write_mapping
    from equitykit.sources.mapping_answers import with_answers, with_labels
    from equitykit.sources.own_files import read_own
    from equitykit.sources.reports import UnreadableFile
    from equitykit.storage.locked_duckdb import connect
    from equitykit.storage.prepared import prepare

    words, place = book.words, mapping_file(extract)
    try:
        known = known_mapping(extract)
        # a mapping gets no line for a day that nobody has set
        settings = {name: v for name, v in answers.settings.items() if v or name in known.settings}
        given = with_answers(known, answers.roles, answers.meanings, settings)
        checked = write_mapping(with_labels(given, extract), place)
        if checked.unanswered:
            columns = words.list(_asked_as(name, words) for name in checked.unanswered)
            return [words("mapping.form.still_open", columns=columns)]
        with connect() as database:
            reading = read_own(extract, checked, database)
        told = [f"{p.sentence(words)} {p.next_step(words)}" for p in reading.report.problems]
        told += _late(checked, extract, words)
        saved = words("mapping.form.saved", mapping=place.name)
        if not reading.report.ok:
            return [saved, *told]
        changed = prepare([reading], book.data_folder, prefer=(extract.name,))
        count = words.number(sum(reading.report.counts.values()))
        done = "counted" if changed else "unchanged"
        return [saved, words(f"mapping.form.{done}", count=count), *told]
    except UnreadableFile as refusal:
        return [*_refusal(refusal, words)]


def _asked_as(name: str, words) -> str:
    """A column by its own name, a setting by that of its field in the form."""
    return words(f"mapping.settings.{name}") if name in _SHOWN else name


SECTIONS = {ID: mapping}
