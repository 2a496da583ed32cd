"""The log of equity pauses: what was seen, what it changed. Never who said what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, tzinfo

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.reviews.pause_log import LoggedPause, PauseLog
from equitykit.views.html import render
from equitykit.views.record_values import known_text


@dataclass(frozen=True)
class LogRow:
    """A pause as it is read; `outcome` is changed, unchanged, breath, skipped or unfinished."""

    subject: str
    when: str
    stage: str
    why: str
    prompt: str
    focus: str
    chosen_by: str
    outcome: str
    seen: str
    change: str
    link: str


def pause_log(
    log: PauseLog,
    *,
    labels: Mapping[str, str],
    zone: tzinfo | None = None,
    words: Words,
    heading_level: int = 2,
) -> Markup:
    """The whole log, for a page, an export or a batch file.

    `labels` says how readers call the entries that pauses changed, by subject; moments are
    told in `zone`.
    """
    rows = [_row(each, labels, zone, words) for each in log.pauses]
    return render(
        "pause_log",
        rows=rows,
        shares=_shares(log, words),
        focuses=[
            (words(f"pauses.focus.{focus}"), words.number(count))
            for focus, count in log.focuses.items()
        ],
        prompts=[
            (_prompt(prompt, words), words.number(count)) for prompt, count in log.prompts.items()
        ],
        level=heading_level,
        words=words,
    )


def pause_log_lines(log: PauseLog, *, words: Words) -> tuple[str, ...]:
    """The log as lines for the room: what was seen, and what came of it."""
    return tuple(
        line
        for each in log.held
        if (line := " → ".join(part for part in (each.pause.seen, _came_of(each, words)) if part))
    )


def changed_by_line(on: date, *, words: Words) -> str:
    """What stands beside an entry that a pause has changed."""
    return words("pause_log.changed_by.text", date=words.date(on))


def _row(each: LoggedPause, labels: Mapping[str, str], zone, words: Words) -> LogRow:
    pause = each.pause
    outcome = _outcome(each)
    return LogRow(
        subject=each.subject,
        when=words.moment(each.time.astimezone(zone)),
        stage=known_text(f"arc.{pause.stage}.name", words) or pause.stage,
        why=known_text(f"pauses.{pause.trigger}.name", words) or pause.trigger,
        prompt=pause.asked.get(words.language) or _prompt(pause.prompt, words),
        focus=known_text(f"pauses.focus.{pause.focus}", words),
        chosen_by=words(f"pauses.chosen_by.{pause.chosen_by}") if pause.prompt else "",
        outcome=outcome,
        seen=pause.seen,
        change=_came_of(each, words),
        link=labels.get(pause.changes, "") if pause.changes else "",
    )


def _outcome(each: LoggedPause) -> str:
    pause = each.pause
    if pause.skipped:
        return "skipped"
    if each.changed_something:
        return "changed"
    if pause.breath:
        return "breath"
    return "unchanged" if pause.unchanged_because.strip() else "unfinished"


def _came_of(each: LoggedPause, words: Words) -> str:
    pause = each.pause
    if pause.skipped:
        return words(f"pauses.skip.{pause.skipped}")
    if each.changed_something:
        return pause.change
    if pause.unchanged_because.strip():
        return words("pause_log.outcome.because", reason=pause.unchanged_because)
    return ""


def _prompt(prompt: str, words: Words) -> str:
    return known_text(f"prompts.{prompt}.text", words) or prompt


def _shares(log: PauseLog, words: Words) -> list[str]:
    """How many there were and how many changed something: told, not graded."""
    if not log.pauses:
        return []
    held, changed = len(log.held), len(log.changed)
    lines = [words.count("pause_log.held", held)]
    if held:
        lines.append(words.count("pause_log.changed", changed, held=words.number(held)))
    if log.skipped:
        lines.append(words.count("pause_log.skipped", len(log.skipped)))
    if log.unfinished:
        lines.append(words.count("pause_log.unfinished", len(log.unfinished)))
    return lines
