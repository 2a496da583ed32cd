"""All questions of the equity pause by stage and focus, and where the idea comes from."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from equitykit.content.prompts import Prompt, prompt_letters
from equitykit.content.texts import Words
from equitykit.views.html import render

APPROACHES = (
    "equityxdesign", "liberatory_design", "ci_for_equity", "student_powered", "street_data",
    "co_design",
)  # fmt: skip


@dataclass(frozen=True)
class BankRow:
    """A question: its id, text, what it looks at; `own` if the district wrote it."""

    id: str
    text: str
    focus: str
    own: bool
    asked: int


def prompt_bank(
    prompts: Iterable[Prompt],
    *,
    own: Iterable[str] = (),
    asked: dict[str, int] | None = None,
    words: Words,
) -> Markup:
    """The bank; `own` are ids that the district added or put in place of ours.

    `asked` says how often the team has used a prompt (``PauseLog.prompts``).
    """
    own, asked = set(own), asked or {}
    by_letter: dict[str, list[BankRow]] = {}
    for each in prompts:
        row = BankRow(
            each.id,
            words(f"prompts.{each.id}.text"),
            words(f"pauses.focus.{each.focus}"),
            each.id in own,
            asked.get(each.id, 0),
        )
        by_letter.setdefault(each.letter, []).append(row)
    groups = [
        (letter, _stages(letter, words), by_letter[letter])
        for letter in dict.fromkeys(prompt_letters().values())
        if letter in by_letter
    ]
    return render("prompt_bank", groups=groups, approaches=APPROACHES, words=words)


def _stages(letter: str, words: Words) -> str:
    stages = [stage for stage, its in prompt_letters().items() if its == letter]
    return words.list(
        words("prompt_bank.page.closing") if each == "closing" else words(f"arc.{each}.name")
        for each in stages
    )
