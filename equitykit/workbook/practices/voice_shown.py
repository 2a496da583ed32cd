"""The voice grid, its gaps, its ledger: for the desk and the wall, in a report and on paper."""

from equitykit.records.team import STAGES, Meeting
from equitykit.records.voice import LEVELS
from equitykit.reviews.voice import Voice, below_shaped, gaps, grid, reached, trend, voices
from equitykit.reviews.voice_ledger import Heard, ledger
from equitykit.views.practices import Part, Table
from equitykit.views.record_values import kind_label
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.practices.parts import in_each
from equitykit.workbook.practices.table_shown import group_name

# more columns can not be read from the last row
SHOWN_STAGES = 4
PRINTED_STAGES = 6
BLANK_ROWS = 8


def called(voice: Voice, words) -> str:
    """What a row of the grid is called."""
    own = getattr(voice, words.language) or voice.en or voice.es
    return own or group_name(voice.voice_of, words)


def grid_parts(standing, words, *, warnings=()) -> tuple[Part, ...]:
    """The grid, in as many tables as can be printed side by side on a sheet."""
    title, stages = words("voice.grid.title"), reached(standing)
    if not voices(standing):
        return (Part(title, empty=words("voice.grid.none")),)
    parts = []
    for some in _sheets(stages):
        table = Table(title, _grid_head(some, words), _grid_rows(standing, some, words))
        parts.append(Part(title, warnings=() if parts else tuple(warnings), table=table))
    return tuple(parts)


def _sheets(stages):
    """Stages in groups that a sheet of paper is wide enough for."""
    return [stages[at : at + PRINTED_STAGES] for at in range(0, len(stages), PRINTED_STAGES)]


def _grid_head(stages, words) -> tuple[str, ...]:
    return words("voice.grid.who"), *(words(f"arc.{stage}.name") for stage in stages)


def _grid_rows(standing, stages: list[str], words) -> tuple[tuple[str, ...], ...]:
    levels = grid(ledger(standing))
    return tuple(
        (
            called(voice, words),
            *(_level(levels, voice, stage, words) for stage in stages),
        )
        for voice in voices(standing)
    )


def _level(levels, voice: Voice, where: str, words) -> str:
    return words(f"voice.level.{levels.get((voice.voice_of, where), 0)}")


def below(standing, words):
    """Those of whom a decision now would carry a mark."""
    served = [voice for voice in voices(standing) if voice.is_served]
    named = {voice.voice_of: called(voice, words) for voice in served}
    those = [named[each] for each in below_shaped(standing, named)]
    if those:
        yield words("voice.gaps.below", groups=words.list(those))


def _stages(stages, words) -> str:
    return words.list([words(f"arc.{stage}.name") for stage in stages])


def _gap_line(voice: Voice, stages, words) -> str:
    return words("voice.gaps.line", group=called(voice, words), stages=_stages(stages, words))


def gaps_part(standing, words) -> Part:
    lines = tuple(_gap_line(voice, stages, words) for voice, stages in gaps(standing))
    return Part(
        words("voice.gaps.title"),
        lines=lines,
        empty=words("voice.gaps.none" if voices(standing) else "voice.grid.none"),
    )


def trend_part(standing, words) -> tuple[Part, ...]:
    meetings, levels = trend(standing)
    if len(meetings) < 2 or not voices(standing):
        return ()
    title = words("voice.trend.title")
    rows = tuple(
        (
            called(voice, words),
            *(_level(levels, voice, subject, words) for subject, _ in meetings),
        )
        for voice in voices(standing)
    )  # fmt: skip
    head = (words("voice.grid.who"), *(words.date(meeting.on) for _, meeting in meetings))
    return (Part(title, table=Table(title, head, rows)),)


def source_of(each: Heard, standing, words) -> str:
    """What shows an entry, in words."""
    meeting = standing.record(each.meeting) if each.meeting else None
    date = words.date(meeting.on) if isinstance(meeting, Meeting) else "–"
    text = each.text
    if each.by == "spoke":
        text = words(f"steps.{text}.name")
    elif each.by == "asked":
        text = kind_label(text, words)
    said_so = words(f"voice.by.{each.by}", **_gaps_of(each.by, date, text))
    return (
        f"{said_so} {words('voice.ledger.not_so', reason=each.struck)}" if each.struck else said_so
    )


def _gaps_of(by: str, date: str, text: str) -> dict[str, str]:
    dated = {"present", "alone", "spoke", "asked", "chosen", "maybe_chosen"}
    given = {"date": date} if by in dated else {}
    return given if by in ("present", "alone") else given | {"text": text}


def ledger_part(standing, words, *, folded: bool = True) -> Part:
    title, entries = words("voice.ledger.title"), ledger(standing)
    names = {voice.voice_of: called(voice, words) for voice in voices(standing)}
    head = (
        words("voice.grid.who"),
        *(words(f"voice.ledger.{each}") for each in ("stage", "level", "source")),
    )
    rows = tuple(
        (
            names.get(each.voice_of) or group_name(each.voice_of, words),
            words(f"arc.{each.stage}.name"),
            words(f"voice.level.{each.level}"),
            source_of(each, standing, words),
        )
        for each in entries
    )
    return Part(
        title,
        table=Table(title, head, rows) if rows else None,
        empty=words("voice.ledger.none"),
        folded=folded,
    )


# what the room sees, what is read, what goes on paper


def grid_screen(moment, languages) -> TableScreen | CardScreen:
    """The grid, with the stages that the team came to last."""
    standing = moment.standing
    stages = reached(standing)[-SHOWN_STAGES:]
    title = said("voice.section.title", languages)
    rows = [_grid_rows(standing, stages, words) for words in languages]
    if not rows[0]:
        return CardScreen(title, (said("voice.grid.none", languages),))
    return TableScreen(
        title,
        (
            said("voice.grid.who", languages),
            *(said(f"arc.{stage}.name", languages) for stage in stages),
        ),
        tuple(
            tuple(
                {words.language: rows[n][row][column] for n, words in enumerate(languages)}
                for column in range(len(stages) + 1)
            )
            for row in range(len(rows[0]))
        ),
        page=moment.progress.page or 1,
    )


def gaps_screen(moment, languages) -> TableScreen | CardScreen:
    """Stages that the team came to without somebody."""
    found, title = gaps(moment.standing), said("voice.gaps.title", languages)
    if not found:
        none = "voice.gaps.none" if voices(moment.standing) else "voice.grid.none"
        return CardScreen(title, (said(none, languages),))
    return TableScreen(
        title,
        (said("voice.grid.who", languages), said("voice.gaps.stages", languages)),
        tuple(
            (
                in_each(languages, lambda words, voice=voice: called(voice, words)),
                in_each(languages, lambda words, stages=stages: _stages(stages, words)),
            )
            for voice, stages in found
        ),
        page=moment.progress.page or 1,
    )


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    if not voices(standing):
        return ()
    lines = tuple(_report(standing, voice, words) for voice in voices(standing))
    return (
        *grid_parts(standing, words),
        Part(words("voice.report.title"), lines=lines),
        *trend_part(standing, words),
        ledger_part(standing, words, folded=False),
    )


def _report(standing, voice: Voice, words) -> str:
    """One sentence for a report: highest part first, and the stages without any."""
    levels, stages = grid(ledger(standing)), reached(standing)
    by_level: dict[int, list[str]] = {}
    for stage in [stage for stage in STAGES if (voice.voice_of, stage) in levels]:
        by_level.setdefault(levels[voice.voice_of, stage], []).append(stage)
    if not by_level:
        return words(
            "voice.report.nothing", group=called(voice, words), stages=_stages(stages, words)
        )
    parts = [
        words(
            "voice.report.part", level=words(f"voice.level.{level}"),
            stages=_stages(by_level[level], words),
        )
        for level in sorted(by_level, reverse=True)
    ]  # fmt: skip
    without = [stage for stage in stages if (voice.voice_of, stage) not in levels]
    if without:
        parts.append(words("voice.report.missing", stages=_stages(without, words)))
    return words("voice.report.line", group=called(voice, words), parts="; ".join(parts))


def paper(book, words) -> tuple[Part, ...]:
    title, ledger_title = words("voice.grid.title"), words("voice.ledger.title")
    sheets = [
        Part(title, table=Table(title, _grid_head(some, words), _blank(len(some) + 1)))
        for some in _sheets(STAGES)
    ]
    head = (
        words("voice.grid.who"),
        *(words(f"voice.ledger.{each}") for each in ("stage", "level", "source")),
    )
    return (
        Part(
            words("voice.section.title"),
            hint=words("voice.add.hint"),
            lines=tuple(words(f"voice.means.{n}") for n in LEVELS[1:]),
        ),
        *sheets,
        Part(ledger_title, table=Table(ledger_title, head, _blank(len(head)))),
    )


def _blank(columns: int) -> tuple[tuple[str, ...], ...]:
    return (("",) * columns,) * BLANK_ROWS
