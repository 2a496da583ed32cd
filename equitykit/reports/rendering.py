"""Where the pages of a batch go and how they are made."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from equitykit.content.texts import Words
from equitykit.reports.digests import digest_of_file
from equitykit.reports.tasks import Task, inside
from equitykit.storage.places import SAMPLE_COUNTY
from equitykit.storage.settings import Settings

START_AND_END_SECONDS = 180


@dataclass(frozen=True)
class Rendering:
    """What all pages of a batch share.

    `out` is the folder of exports, `languages` those of its index (errors and warnings are
    written in the first), `timeout` the seconds a cell may take, `browser` the program that
    prints PDFs where they are wanted.
    """

    out: Path
    languages: tuple[str, ...] = ("en",)
    settings: Settings = field(default_factory=Settings)
    timeout: int = 600
    browser: str | None = None

    @property
    def words(self) -> Words:
        return Words(self.languages[0], self.settings.terms_in(self.languages[0]))

    def job(self, task: Task, digest: str) -> dict:
        """What the process that runs a task has to know."""
        terms = self.settings.terms_in(task.language)
        return {
            "notebook": str(task.notebook.path),
            "parameters": task.parameters,
            "store": task.store,
            "stem": str(inside(self.out, task.stem)),
            "title": task.title(Words(task.language, terms)),
            "language": task.language,
            "terms": terms,
            "invented": task.cds.startswith(SAMPLE_COUNTY),
            "timeout": self.timeout,
            # past this the process itself hangs, since each of its cells has a limit
            "limit": self.timeout * task.notebook.cells + START_AND_END_SECONDS,
            "browser": self.browser,
            "digest": digest,
        }

    def up_to_date(self, task: Task, digest: str) -> list | None:
        """The warnings of a page that was made of these inputs and is whole, else None."""
        stem = inside(self.out, task.stem)
        html, notebook = (stem.with_name(stem.name + end) for end in (".html", ".ipynb"))
        try:
            made = json.loads(notebook.read_text(encoding="utf-8"))["metadata"]["equitykit"]
            whole = made["html"] == digest_of_file(html) and made["digest"] == digest
            printed = self.browser is None or html.with_suffix(".pdf").is_file()
            return made["warnings"] if whole and printed else None
        except (OSError, ValueError, KeyError, TypeError):
            return None


def warning_sentences(warnings: list, words: Words) -> list[str]:
    """Pairs of id and count as sentences."""
    return [words.count(f"batch.{id}", count) for id, count in warnings]


def failure_sentence(task: Task, failure: dict, words: Words) -> str:
    """Why a task gave no page, and what to do next."""
    values = {name: value for name, value in failure.items() if name != "reason"}
    if failure["reason"] == "refused":
        return words(f"errors.{values['id']}.text", **values["values"])
    if values.get("said"):
        return values["said"]
    values["file"] = f"{Path(task.stem).name}.failed.ipynb"
    return words(f"batch.failed_{failure['reason']}.text", **values)
