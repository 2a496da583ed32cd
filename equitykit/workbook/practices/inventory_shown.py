"""What the room sees of the inventory, what is told, the letters that ask, and the paper."""

from functools import partial

from equitykit.records.inventory import WANTS
from equitykit.reviews.inventory import GapStand, data_sets, gaps, questions, window, without_data
from equitykit.storage.clock import local
from equitykit.views.practices import Form, Input, Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.practices.agreements import both
from equitykit.workbook.practices.inventory_desk import (
    COLUMNS,
    data_form,
    gap_form,
    inventory_table,
    lag_words,
    warnings,
)
from equitykit.workbook.practices.inventory_prepared import (
    PreparedSet,
    again,
    missing_of,
    name_of,
    prepared_sets,
    split_of,
)
from equitykit.workbook.practices.parts import day_of, in_each, text_in

BLANK_ROWS = 5
LETTER = ("greeting", "why", "what", "split", "privacy", "when", "thanks")


def questions_screen(moment, languages) -> CardScreen:
    """The questions, before any data."""
    lines = tuple(both(record, languages) for _, record in questions(moment.standing))
    return CardScreen(
        said("inventory.question.title", languages),
        lines or (said("inventory.question.none", languages),),
        page=moment.progress.page or 1,
    )


def data_screen(moment, languages) -> TableScreen:
    """Which data there are, how old, how often, and who is not in them."""
    data = moment.data()
    sets = {each.measure: (each, data.book) for each in prepared_sets(data.book)} if data else {}
    rows = tuple(
        (
            _again(each.record, "name", _name, sets, languages),
            in_each(languages, lambda words, each=each: lag_words(each.lag, words)),
            said(f"inventory.cadence.{each.record.cadence}", languages),
            _again(each.record, "missing_who", missing_of, sets, languages)
            or said("inventory.have.nobody_said", languages),
        )
        for each in data_sets(moment.standing, day_of(moment))
    )
    head = tuple(
        said(f"inventory.head.{each}", languages) for each in ("name", "lag", "cadence", "missing")
    )
    title = said("inventory.have.title", languages)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def _name(of: PreparedSet, book, words) -> str:
    return name_of(of, words)


def _again(record, attribute: str, tell, sets, languages):
    """What a row says, for the room: what its file says of itself in each language, what people
    wrote as they wrote it."""
    text = getattr(record, attribute)
    if record.measure not in sets or not text:
        return text
    of, book = sets[record.measure]
    return in_each(languages, lambda words: again(text, partial(tell, of, book), book, words))


def gaps_screen(moment, languages) -> TableScreen:
    """What is still missing, who gets it, until when."""
    rows = tuple(
        (
            each.record.text,
            each.record.owner,
            in_each(languages, lambda words, each=each: words.date(each.record.by)),
        )
        for each in gaps(moment.standing, day_of(moment))
        if each.is_open
    )
    head = tuple(said(f"inventory.gap.{each}", languages) for each in ("text", "owner", "by"))
    title = said("inventory.gap.title", languages)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


# what is asked in a letter


def letters_part(missing: list[GapStand], team: str, all_words, words) -> tuple[Part, ...]:
    """A letter for each open gap, in both languages, to copy."""
    return tuple(
        Part(
            words("inventory.letter.title", text=each.record.text),
            hint=words("inventory.letter.hint"),
            lines=tuple(
                line for each_words in all_words.values()
                for line in letter(each, team, each_words)
            ),
            folded=True,
        )
        for each in missing
        if each.is_open
    )  # fmt: skip


def letter(each: GapStand, team: str, words) -> tuple[str, ...]:
    """A request for data: why, what, split how, how it is protected, until when."""
    record = each.record
    values = {
        "team": team,
        "asked": record.asked or words("inventory.letter.whom"),
        "owner": record.owner,
        "text": record.text,
        "wants": words(f"inventory.wants.{record.wants}"),
        "date": words.date(record.by),
    }
    return tuple(words(f"inventory.letter.{part}", **values) for part in LETTER)


# what is read, what goes on paper


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    asked = questions(standing)
    if not asked:
        return ()
    latest = max((entry.time for entry in account.entries), default=None)
    # a report is the same whenever it is made: counted from the last entry of the record
    today = latest.astimezone(account.zone).date() if latest else local(0).date()
    stands, missing = data_sets(standing, today), gaps(standing, today)
    bare = [text_in(record, words) for record in without_data(standing)]
    parts = [
        Part(
            words("inventory.question.title"),
            warnings=tuple(words("inventory.check.no_data", question=each) for each in bare),
            lines=tuple(text_in(record, words) for _, record in asked),
        )
    ]
    if stands:
        parts.append(
            Part(
                words("inventory.have.title"),
                hint=words("inventory.told.day", date=words.date(today)),
                warnings=tuple(warnings(stands, window(standing), words)),
                table=inventory_table(stands, words),
            )
        )
    if missing:
        title = words("inventory.gap.title")
        head = tuple(words(f"inventory.gap.{each}") for each in ("text", "owner", "by", "state"))
        rows = tuple(_gap_row(each, words) for each in missing)
        parts.append(Part(title, table=Table(title, head, rows)))
    team = account.team.team.name
    parts += [
        Part(words("inventory.letter.title", text=each.record.text),
             lines=letter(each, team, words))
        for each in missing
        if each.is_open
    ]  # fmt: skip
    return tuple(parts)


def _gap_row(each: GapStand, words) -> tuple[str, ...]:
    record = each.record
    state = words("inventory.gap.is_open")
    if record.closed_on:
        date = words.date(record.closed_on)
        state = words("inventory.gap.closed", date=date, came_of=record.came_of)
    elif each.is_late:
        state = words("inventory.gap.late")
    return record.text, record.owner, words.date(record.by), state


def _printed(each: PreparedSet, words) -> tuple[str, ...]:
    """A row of the paper twin: what the file says itself; the rest is written by hand."""
    regime = "own" if each.is_own else "published"
    known = {
        "name": name_of(each, words),
        "owner": words(f"inventory.take.owner_{regime}"),
        "split_by": split_of(each, words),
        "as_of": words.date(each.as_of),
    }
    return tuple(known.get(column, "") for column in COLUMNS)


def paper(book, words) -> tuple[Part, ...]:
    title = words("inventory.have.title")
    question = Input("question", words("inventory.question.form"), "text")
    blank = {name: "__________" for name in ("team", "asked", "owner", "text", "date")}
    wants = words.list(words(f"inventory.wants.{each}") for each in WANTS)
    return (
        Part(
            words("inventory.question.title"),
            hint=words("inventory.question.hint"),
            forms=(Form("question", "", (question,), ""),),
        ),
        Part(
            title,
            hint=words("inventory.have.hint"),
            table=Table(
                title,
                tuple(words(f"inventory.head.{each}") for each in COLUMNS),
                (
                    *(_printed(each, words) for each in prepared_sets(book)),
                    *(("",) * len(COLUMNS) for _ in range(BLANK_ROWS)),
                ),
            ),
            forms=(data_form(words),),
        ),
        Part(words("inventory.gap.title"), hint=wants, forms=(gap_form(words),)),
        Part(
            words("inventory.letter.blank"),
            lines=tuple(
                words(f"inventory.letter.{part}", wants="__________", **blank) for part in LETTER
            ),
        ),
    )  # fmt: skip
