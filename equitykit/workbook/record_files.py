"""A team's record as files: the pack to carry, and the export that needs no software."""

from datetime import datetime
from pathlib import Path

from equitykit.content.texts import Words
from equitykit.errors import EquitykitError
from equitykit.storage.exports import file_stem, json_lines
from equitykit.storage.journal.entry import TeamInfo
from equitykit.storage.packs import write_pack
from equitykit.storage.places import SAMPLE_COUNTY
from equitykit.storage.written_files import write_beside
from equitykit.views.record_page import record_document
from equitykit.workbook.carried_words import carried


def record_html(journal, info: TeamInfo, *, words: Words, beside: str = "") -> str:
    """A team's whole record as one HTML document, as it stands now."""
    page = record_document(
        journal.entries(info.stream),
        team=info.team,
        drafts=journal.drafts(info.stream),
        # the page tells the times of the machine that it was made on, and says so
        made=datetime.now().astimezone(),
        beside=beside,
        invented=info.team.district.startswith(SAMPLE_COUNTY),
        words=carried(words, journal.standing(info.stream)),
    )
    return str(page)


def write_team_pack(journal, info: TeamInfo, target: Path, *, words: Words) -> None:
    """Write a team's pack; see :func:`equitykit.storage.packs.write_pack`."""
    write_pack(journal, info.stream, target, page=record_html(journal, info, words=words))


def write_export(
    journal, info: TeamInfo, folder: Path, *, languages: tuple[Words, ...]
) -> list[Path]:
    """Write a team's record as JSON lines and, in each language, as a page; returns the files.

    Raises
    ------
    EquitykitError
        ``folder_not_writable``
    """
    stem = file_stem(info.team, info.stream)
    lines = folder / f"{stem}.jsonl"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise EquitykitError(
            "folder_not_writable", folder=str(folder), detail=problem.strerror
        ) from None
    write_beside(lines, json_lines(journal, info.stream))
    pages = [folder / f"{stem}.{words.language}.html" for words in languages]
    for page, words in zip(pages, languages, strict=True):
        write_beside(page, record_html(journal, info, words=words, beside=lines.name))
    return [lines, *pages]
