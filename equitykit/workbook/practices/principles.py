"""S6: four principles, answered from the record with what it shows and where it shows nothing."""

from functools import cache

from equitykit.content.practices import EVERYWHERE, load_practices
from equitykit.errors import EquitykitError
from equitykit.records.groups import GroupEntry
from equitykit.records.principles import PrincipleCheck
from equitykit.records.strategies import PRINCIPLES
from equitykit.records.team import STAGES, StageReached
from equitykit.reviews.principles import Evidence, Finding, findings
from equitykit.views.fields import Option
from equitykit.views.practices import Form, Input, Item, Part, PracticeDesk, Table
from equitykit.views.record_values import kind_label
from equitykit.views.said import said
from equitykit.views.today_room import TableScreen
from equitykit.workbook.head import MEETING, address
from equitykit.workbook.practices.group_forms import name_of
from equitykit.workbook.practices.parts import day_of, filled
from equitykit.workbook.practices.practice import Practice, practice_of

# of one question so many entries are named; of more, how many there are
MOST_NAMED = 4
MOST_SUBJECTS = 100


# the desk


def desk(page, moment) -> PracticeDesk:
    words = page.words
    found = findings(moment.standing)
    return PracticeDesk(
        id="principles",
        title=words("principles.section.title"),
        instruction=words("principles.section.about"),
        parts=(
            *(_part(each, page, moment, words) for each in found),
            _earlier(moment.standing, words),
        ),
    )


def _part(each: Finding, page, moment, words) -> Part:
    items = tuple(_item(one, moment.standing, words, page.book) for one in each.evidence)
    return Part(
        words(f"principles.name.{each.principle}"),
        hint=words(f"principles.means.{each.principle}"),
        warnings=tuple(_warnings(each, words)),
        items=items,
        forms=(_form(each, moment.standing, words),),
    )


def _warnings(each: Finding, words):
    if each.is_silent:
        yield words("principles.silent.text")
    for look, number in each.looks:
        yield words(f"principles.look.{look}", number=words.number(number))


def _item(one: Evidence, standing, words, book=None) -> Item:
    links = tuple(
        (entry_name(standing.record(subject), words), _way(standing.record(subject), book))
        for subject in one.subjects[:MOST_NAMED]
        if standing.record(subject) is not None
    )
    more = len(one.subjects) - MOST_NAMED
    said_more = (words.count("principles.more", more),) if more > 0 else ()
    empty = () if one.subjects else (words("principles.silent.question"),)
    return Item(
        subject="",
        title=words(f"principles.question.{one.question}"),
        stands=(*empty, *said_more),
        links=links,
    )


def entry_name(record, words) -> str:
    """What a reader calls an entry: its kind, and its own words as far as it has any."""
    text = name_of(record, words) if isinstance(record, GroupEntry) else ""
    text = text or getattr(record, words.language, "") or getattr(record, "text", "")
    text = " ".join(str(text).split())
    short = text if len(text) <= 80 else text[:79] + "…"
    kind = kind_label(record.kind, words)
    return f"{kind}: {short}" if short else kind


def _way(record, book) -> str:
    """Where on the served pages an entry is written; the meeting's page for all others."""
    if book is None or record is None:
        return ""
    home = homes().get(record.kind, "")
    workbook = load_practices()[home].workbook if home else MEETING
    if workbook == EVERYWHERE:
        workbook = MEETING
    page = address(book, workbook)
    return f"{page}#{home}-section" if home and workbook != MEETING else page


@cache
def homes() -> dict[str, str]:
    """The practice that writes each kind of record."""
    found = {}
    for id in load_practices():
        practice = practice_of(id)
        for kind in (*(writes.record for writes in practice.writes), *practice.undoes):
            found.setdefault(kind.kind, id)
    return found


def _form(each: Finding, standing, words) -> Form:
    stage = _stage(standing)
    stages = tuple(Option(id, words(f"arc.{id}.name")) for id in STAGES)
    check = standing.record(_subject(stage, each.principle))
    note = check.note if isinstance(check, PrincipleCheck) else ""
    return Form(
        f"principle-{each.principle}", "principles.check",
        (
            Input("stage", words("principles.label.stage"), "choice", stages, stage,
                  required=True),
            Input("note", words("principles.label.note"), "text", value=note,
                  hint=words("principles.hint.silent") if each.is_silent else ""),
        ),
        words("principles.form.keep"),
        name=words("principles.form.name"), values={"principle": each.principle},
    )  # fmt: skip


def _stage(standing) -> str:
    reached = standing.record("stage")
    return reached.stage if isinstance(reached, StageReached) else "define"


def _subject(stage: str, principle: str) -> str:
    return f"principle/{stage}/{principle}"


def _checks(standing) -> list[PrincipleCheck]:
    """What was read, in the order of the arc and of the principles."""
    found = [record for _, record in standing.of(PrincipleCheck)]
    return sorted(
        found, key=lambda each: (STAGES.index(each.stage), PRINCIPLES.index(each.principle))
    )


def _earlier(standing, words) -> Part:
    checks = _checks(standing)
    return Part(
        words("principles.earlier.title"),
        table=_table(checks, words) if checks else None,
        empty=words("principles.earlier.none"),
    )


def _table(checks: list[PrincipleCheck], words) -> Table:
    heads = ("stage", "principle", "on", "found", "note")
    return Table(
        words("principles.earlier.title"),
        tuple(words(f"principles.head.{each}") for each in heads),
        tuple(
            (
                words(f"arc.{each.stage}.name"),
                words(f"principles.name.{each.principle}"),
                words.date(each.on),
                _found(each.found, words),
                each.note or "–",
            )
            for each in checks
        ),
    )


def _found(many: int, words) -> str:
    return words.count("principles.entries", many) if many else words("principles.silent.question")


# what the form does


def check(page, moment, values: dict) -> None:
    """Keep what the record shows of a principle now, and what the team says to it.

    Raises
    ------
    EquitykitError
        ``principle_note_missing`` where the record shows nothing and nobody says anything
    """
    principle, stage = values.get("principle"), values.get("stage")
    found = next((each for each in findings(moment.standing) if each.principle == principle), None)
    if found is None or stage not in STAGES:
        raise EquitykitError("field_unknown")
    note = str(values.get("note", "")).strip()
    if found.is_silent and not note:
        raise EquitykitError("principle_note_missing")
    # what counts is read here: a page cannot send evidence
    record = filled(
        PrincipleCheck,
        meeting=moment.meeting_id, stage=stage, principle=principle, on=day_of(moment),
        found=len(found.subjects), shown=found.subjects[:MOST_SUBJECTS], note=note,
    )  # fmt: skip
    page.team.write(_subject(stage, principle), record, id=values["id"])


# what the room sees, what is read, what goes on paper


def shown(moment, languages) -> TableScreen:
    """Each principle with how many entries show it, and how many questions none answers."""
    rows = tuple(
        (
            said(f"principles.name.{each.principle}", languages),
            {words.language: _found(len(each.subjects), words) for words in languages},
            {words.language: _open_questions(each, words) for words in languages},
        )
        for each in findings(moment.standing)
    )
    head = tuple(said(f"principles.head.{each}", languages) for each in ("principle", "found"))
    head = (*head, said("principles.head.open", languages))
    title = said("principles.section.title", languages)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def _open_questions(each: Finding, words) -> str:
    silent, asked = words.number(len(each.unanswered)), words.number(len(each.evidence))
    return words("principles.open.text", count=silent, of=asked)


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    checks = _checks(standing)
    found = findings(standing)
    if not checks and all(each.is_silent for each in found):
        return ()
    parts = [
        Part(
            words(f"principles.name.{each.principle}"),
            warnings=tuple(_warnings(each, words)),
            items=tuple(_item(one, standing, words) for one in each.evidence),
        )
        for each in found
    ]
    if checks:
        title = words("principles.earlier.title")
        parts.append(Part(title, table=_table(checks, words)))
    return tuple(parts)


def paper(book, words) -> tuple[Part, ...]:
    rows = tuple((words(f"principles.name.{each}"), "", "") for each in PRINCIPLES)
    heads = ("principle", "shows", "note")
    return (
        Part(
            words("principles.section.title"),
            hint=words("principles.section.about"),
            table=Table(
                words("principles.section.title"),
                tuple(words(f"principles.head.{each}") for each in heads),
                rows,
            ),
        ),
    )


PRACTICE = Practice(
    id="principles",
    desk=desk,
    told=told,
    paper=paper,
    screens={"check": shown},
    actions={"check": check},
    undoes=(PrincipleCheck,),
)
