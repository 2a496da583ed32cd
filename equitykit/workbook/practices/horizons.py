"""S34: a long goal, an aim of one to three years and this term's tests, on one line of time."""

from datetime import date

from equitykit.errors import EquitykitError
from equitykit.records.horizons import HORIZONS, Expectation, Horizon
from equitykit.reviews.horizons import (
    IN_ORDER,
    HorizonStand,
    checked_horizon,
    horizons_of,
    missing,
    unlike_its_kind,
)
from equitykit.storage.clock import local
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.agreements import both
from equitykit.workbook.practices.parts import day_of, filled
from equitykit.workbook.practices.practice import Practice, Writes

BOARD = "horizon/board"
HEAD = ("when", "which", "what", "away")


# the desk


def desk(page, moment) -> PracticeDesk:
    words, stands = page.words, horizons_of(moment.standing, day_of(moment))
    return PracticeDesk(
        id="horizons",
        title=words("horizons.section.title"),
        instruction=words("horizons.section.about"),
        parts=(
            Part(
                words("horizons.strip.title"),
                hint=words("horizons.strip.hint"),
                warnings=tuple(_warnings(stands, words)),
                table=_strip(stands, words) if stands else None,
                empty=words("horizons.strip.none"),
            ),
            *(_horizon(which, moment.standing, words) for which in HORIZONS),
            _board(moment, stands, words),
        ),
    )


def _warnings(stands: list[HorizonStand], words):
    left = missing(stands)
    if stands and left:
        names = words.list([words(f"horizons.which.{each}") for each in left])
        yield words("horizons.check.missing", horizons=names)
    for each in stands:
        if each.is_past:
            yield words("horizons.check.past", horizon=words(f"horizons.which.{each.which}"))
        if unlike_its_kind(each):
            yield words(f"horizons.check.{each.which}")


def _strip(stands: list[HorizonStand], words) -> Table:
    return Table(
        words("horizons.strip.title"),
        tuple(words(f"horizons.head.{each}") for each in HEAD),
        tuple(
            (
                words.date(each.record.by),
                words(f"horizons.which.{each.which}"),
                both(each.record, (words,))[words.language],
                _away(each, words),
            )
            for each in stands
        ),
    )


def _away(each: HorizonStand, words) -> str:
    if each.is_past:
        return words("horizons.away.past")
    if each.months < 24:
        return words.count("horizons.months", each.months)
    return words("horizons.away.years", count=words.number(round(each.months / 12)))


def _horizon(which: str, standing, words) -> Part:
    record = standing.record(f"horizon/{which}")
    stored = isinstance(record, Horizon)
    inputs = [
        Input("en", words("horizons.label.en"), "text", value=record.en if stored else ""),
        Input("es", words("horizons.label.es"), "text", value=record.es if stored else ""),
        Input(
            "by", words("horizons.label.by"), "date", required=True,
            value=record.by.isoformat() if stored else "", hint=words(f"horizons.hint.{which}"),
        ),
    ]  # fmt: skip
    if stored:
        inputs.append(Input("reason", words("horizons.label.reason"), required=True))
    title = words(f"horizons.which.{which}")
    form = Form(
        f"horizon-{which}", "horizons.set", tuple(inputs), words("horizons.set.do"),
        name=words("horizons.set.revise" if stored else "horizons.set.first", horizon=title),
        values={"which": which},
    )  # fmt: skip
    return Part(title, forms=(form,), folded=stored)


def _board(moment, stands: list[HorizonStand], words) -> Part:
    buttons = ()
    # what was written by hand is not written over
    if not missing(stands) and not _written(moment.standing):
        buttons = (Button("horizons.draft", words("horizons.board.draft")),)
    item = Item(
        subject=BOARD,
        title=words("horizons.board.item"),
        fields=(
            field_of(moment, BOARD, "en", words("horizons.label.en"), rows=4),
            field_of(moment, BOARD, "es", words("horizons.label.es"), rows=4),
        ),
    )
    return Part(
        words("horizons.board.title"),
        hint=words("horizons.board.hint"),
        items=(item,),
        buttons=buttons,
    )


def _written(standing) -> str:
    record = standing.record(BOARD)
    return record.text if isinstance(record, Expectation) else ""


# what buttons and forms do


def set_(page, moment, values: dict) -> None:
    """Keep a horizon; a revision has its reason, and the earlier one stays among the versions.

    Raises
    ------
    EquitykitError
        ``horizon_date_wrong``, ``horizon_reason_missing``, and as :func:`checked_horizon`
    """
    which = str(values.get("which"))
    if which not in HORIZONS:
        raise EquitykitError("field_unknown")
    try:
        by = date.fromisoformat(str(values.get("by", "")).strip())
    except ValueError:
        raise EquitykitError("horizon_date_wrong") from None
    texts = {language: str(values.get(language, "")).strip() for language in ("en", "es")}
    record = filled(Horizon, which=which, by=by, **texts)
    earlier = moment.standing.record(f"horizon/{which}")
    if record == earlier:
        return
    checked_horizon(record, moment.standing, day_of(moment))
    reason = str(values.get("reason", "")).strip()
    if isinstance(earlier, Horizon) and not reason:
        raise EquitykitError("horizon_reason_missing")
    page.team.write(f"horizon/{which}", record, id=values["id"], reason=reason)


def draft(page, moment, values: dict) -> None:
    """Put together what the board may expect, of the three horizons, to be changed by hand."""
    stands = {each.which: each for each in horizons_of(moment.standing, day_of(moment))}
    if set(stands) != set(HORIZONS):
        raise EquitykitError("field_unknown")
    if _written(moment.standing):
        return
    texts = {
        language: words(
            "horizons.board.text",
            **{
                f"{which}_{part}": value
                for which, each in stands.items()
                for part, value in (
                    ("by", words.date(each.record.by)),
                    ("what", both(each.record, (words,))[language].rstrip(". ")),
                )
            },
        )
        for language, words in page.all_words.items()
    }
    page.team.write(BOARD, Expectation(**texts), id=values["id"])


# what the room sees, what is read, what goes on paper


def strip(moment, languages) -> TableScreen:
    """The three horizons in order of time."""
    rows = tuple(
        (
            {words.language: words.date(each.record.by) for words in languages},
            said(f"horizons.which.{each.which}", languages),
            both(each.record, languages),
            {words.language: _away(each, words) for words in languages},
        )
        for each in horizons_of(moment.standing, day_of(moment))
    )
    head = tuple(said(f"horizons.head.{each}", languages) for each in HEAD)
    title = said("horizons.strip.title", languages)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def board(moment, languages) -> CardScreen:
    """What the board may expect, and what not yet."""
    record = moment.standing.record(BOARD)
    lines = (both(record, languages),) if isinstance(record, Expectation) and record.text else ()
    title = said("horizons.board.title", languages)
    return CardScreen(title, lines, page=moment.progress.page or 1)


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    latest = max((entry.time for entry in account.entries), default=None)
    # a report is the same whenever it is made: counted from the last entry of the record
    today = latest.astimezone(account.zone).date() if latest else local(0).date()
    stands = horizons_of(standing, today)
    if not stands:
        return ()
    parts = [
        Part(
            words("horizons.strip.title"),
            warnings=tuple(_warnings(stands, words)),
            table=_strip(stands, words),
        )
    ]
    record = standing.record(BOARD)
    if isinstance(record, Expectation) and record.text:
        text = both(record, (words,))[words.language]
        parts.append(Part(words("horizons.board.title"), lines=tuple(text.splitlines())))
    revisions = tuple(
        words(
            "horizons.revised.line",
            date=words.date(entry.time.astimezone(account.zone).date()),
            horizon=words(f"horizons.which.{entry.record.which}"),
            reason=entry.reason,
        )
        for entry in account.entries
        if isinstance(entry.record, Horizon) and entry.reason and entry.reason[0] != "#"
    )
    if revisions:
        parts.append(Part(words("horizons.revised.title"), lines=revisions))
    return tuple(parts)


def paper(book, words) -> tuple[Part, ...]:
    rows = tuple(("", words(f"horizons.which.{which}"), "") for which in IN_ORDER)
    return (
        Part(
            words("horizons.strip.title"),
            hint=words("horizons.section.about"),
            table=Table(
                words("horizons.strip.title"),
                tuple(words(f"horizons.head.{each}") for each in HEAD[:3]),
                rows,
            ),
        ),
        Part(
            words("horizons.board.title"),
            hint=words("horizons.board.hint"),
            forms=(Form("board", "", (Input("text", words("horizons.board.item"), "text"),), ""),),
        ),
    )


PRACTICE = Practice(
    id="horizons",
    desk=desk,
    told=told,
    paper=paper,
    screens={"strip": strip, "board": board},
    actions={"set": set_, "draft": draft},
    writes=(
        Writes(BOARD, Expectation, ("en", "es"), lambda found, meeting: Expectation()),
    ),
    undoes=(Horizon,),
)  # fmt: skip
