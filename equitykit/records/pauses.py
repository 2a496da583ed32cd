"""The equity pause: when, why, with which prompt, and what it changed. Never who said what."""

from typing import Literal

from equitykit.records.record import Name, Record, Text

SKIP_REASONS = ("short_on_time", "just_done", "not_safe_now")


class Pause(Record):
    """One pause, or one that was skipped with a reason. `subject`: ``pause/<id>``.

    `trigger`, `prompt` and `focus` are ids of ``content``, `asked` the words of the prompt as
    they were then, by language; `seen` is what the team now sees,
    `change` what changes, `changes` the subject of the entry that changes, and
    `unchanged_because` why nothing does. `breath` is a pause without a question.
    """

    kind = "pause"

    meeting: Name
    stage: Name
    trigger: Name
    prompt: Name = ""
    asked: dict[Name, Text] = {}
    focus: Name = ""
    chosen_by: Literal["rule", "facilitator", "students_or_families"] = "rule"
    breath: bool = False
    seen: Text = ""
    change: Text = ""
    changes: Name = ""
    unchanged_because: Text = ""
    skipped: Literal["", "short_on_time", "just_done", "not_safe_now"] = ""

    @property
    def has_consequence(self) -> bool:
        """Whether it ended as a pause must: changed, honestly unchanged, skipped, or a breath."""
        return bool(
            self.breath or self.skipped or self.change.strip() or self.unchanged_because.strip()
        )
