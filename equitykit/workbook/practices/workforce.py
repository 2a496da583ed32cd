"""S20: who works here beside who learns here, by decision power; who is hired and who stays."""

import re

from equitykit.errors import EquitykitError
from equitykit.records.noticing import LONGEST_LINE, ParkedExplanation
from equitykit.records.workforce import LEVELS, STEPS, HiringStep, StaffCounts, StaffFunnel
from equitykit.reviews.workforce import barely_fewer, protect, steps_of
from equitykit.views.practices import PracticeDesk
from equitykit.workbook.practices.parts import filled
from equitykit.workbook.practices.practice import Practice
from equitykit.workbook.practices.workforce_map import map_part, map_screen, map_step
from equitykit.workbook.practices.workforce_shown import (
    CODES,
    causes_part,
    composition_part,
    composition_screen,
    counts_part,
    funnel_part,
    funnel_screen,
    paper,
    steps_part,
    told,
)

ABOUT = "workforce"
MOST = 100_000


def desk(page, moment) -> PracticeDesk:
    words, standing, book = page.words, moment.standing, page.book
    return PracticeDesk(
        id="workforce",
        title=words("workforce.section.title"),
        instruction=words("workforce.section.about"),
        parts=(
            composition_part(standing, book, words),
            counts_part(book.settings.minimum_n, words),
            funnel_part(standing, words),
            steps_part(book.settings.minimum_n, words),
            map_part(standing, words),
            causes_part(standing, words),
        ),
    )


# what forms do: counts are made safe before they are written anywhere


def count(page, moment, values: dict) -> None:
    """Keep counts of staff by level, as far as they may be seen; small ones are never stored.

    Raises
    ------
    EquitykitError
        ``workforce_year_wrong``, ``nobody_counted``, ``workforce_count_wrong``
    """
    year, floor = _year(values), page.book.settings.minimum_n
    source = str(values.get("source", "")).strip()
    rows = {level: counts for level in LEVELS if (counts := _counts(values, level))}
    if not rows:
        raise EquitykitError("nobody_counted")
    for place, (level, counts) in enumerate(rows.items()):
        record = filled(
            StaffCounts,
            meeting=moment.meeting_id,
            year=year,
            level=level,
            floor=floor,
            source=source,
            **vars(protect(counts, floor, about=f"{year}/{level}")),
        )
        _write(page, moment, f"staff/{year}/{level}", record, values["id"] if not place else None)


def steps(page, moment, values: dict) -> None:
    """Keep who is still there after each step, as far as it may be seen.

    Raises
    ------
    EquitykitError
        as :func:`count`, and ``workforce_more_than_before``
    """
    year, floor = _year(values), page.book.settings.minimum_n
    rows = {step: counts for step in STEPS if (counts := _counts(values, step))}
    if not rows:
        raise EquitykitError("nobody_counted")
    earlier = _earlier(moment.standing, year, rows)
    _check_falling(rows, earlier, page.words)
    for place, (step, counts) in enumerate(rows.items()):
        also = barely_fewer(counts, earlier[step])
        record = filled(
            StaffFunnel,
            meeting=moment.meeting_id,
            year=year,
            step=step,
            floor=floor,
            **vars(protect(counts, floor, about=f"{year}/{step}", also=also)),
        )
        _write(page, moment, f"staff/{year}/step/{step}", record, None if place else values["id"])


def _write(page, moment, subject: str, record, id: str | None) -> None:
    # sent again, the same counts change nothing
    if moment.standing.record(subject) != record:
        page.team.write(subject, record, id=id)


def _year(values: dict) -> str:
    year = str(values.get("year", "")).strip()
    found = re.fullmatch(r"(20\d\d)-(\d\d)", year)
    if not found or int(found[2]) != (int(found[1]) + 1) % 100:
        raise EquitykitError("workforce_year_wrong", value=year[:20])
    return year


def _counts(values: dict, row: str) -> dict[str, int]:
    """What was typed in a row of the grid; an empty cell is no count."""
    found = {}
    for code in CODES:
        text = str(values.get(f"{row}.{code}", "")).strip()
        if not text:
            continue
        if not re.fullmatch(r"\d{1,6}", text) or int(text) > MOST:
            raise EquitykitError("workforce_count_wrong", value=text[:20])
        found[code] = int(text)
    return found


def _earlier(standing, year: str, rows: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """For each step the counts of those before it, the nearest of each group: as they are typed
    now, else as far as they are stored."""
    stored = {each.step: each.shown for each in steps_of(standing, year)}
    found, before = {}, {}
    for step in STEPS:
        found[step] = dict(before)
        before |= rows.get(step) or stored.get(step, {})
    return found


def _check_falling(rows, earlier, words) -> None:
    """Nobody can be hired who did not apply; which cell is wrong is not said by a number."""
    for step, counts in rows.items():
        before = earlier[step]
        if any(counts[code] > before[code] for code in counts if code in before):
            raise EquitykitError("workforce_more_than_before", step=words(f"workforce.step.{step}"))


def park(page, moment, values: dict) -> None:
    """Put a cause in the system aside until the causes.

    Raises
    ------
    EquitykitError
        ``text_missing``, ``noticing_too_long``
    """
    text = " ".join(str(values.get("text", "")).split())
    if not text:
        raise EquitykitError("text_missing")
    if len(text) > LONGEST_LINE:
        raise EquitykitError("noticing_too_long", most=LONGEST_LINE)
    record = filled(ParkedExplanation, meeting=moment.meeting_id, text=text, about=ABOUT)
    page.team.write(f"explanation/{values['id']}", record, id=values["id"])


PRACTICE = Practice(
    id="workforce",
    desk=desk,
    told=told,
    paper=paper,
    screens={"composition": composition_screen, "funnel": funnel_screen, "map": map_screen},
    actions={"count": count, "steps": steps, "map_step": map_step, "park": park},
    undoes=(StaffCounts, StaffFunnel, HiringStep),
)
