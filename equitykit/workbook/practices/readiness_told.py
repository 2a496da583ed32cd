"""What readiness rounds tell: what to look at, what is carried on, what can be pointed to."""

from equitykit.records.readiness import ConditionCarried, ReadinessEvidence
from equitykit.reviews.readiness import (
    MOST_CARRIED,
    not_yet,
    signs_due,
    split,
    unknown_to_many,
    worked_on,
)
from equitykit.views.practices import Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen
from equitykit.workbook.practices.parts import in_each
from equitykit.workbook.practices.rounds import latest_round


def numbered(id: str, words) -> str:
    """A statement with its id."""
    return words("readiness.evidence.of", number=id, statement=words(f"readiness.statement.{id}"))


def to_look_at(standing, words, today=None):
    """What the spread should make a team talk about; nothing is added up.

    `today` is asked for on the desk: a report does not age.
    """
    done, signs = (latest_round(standing, id) for id in ("readiness", "readiness_signs"))
    warnings = [
        words(f"readiness.read.{each}") for each in not_yet(done, latest_round(standing, "pulse"))
    ]
    lines = []
    for each in (done, signs):
        for name, find in (("unknown", unknown_to_many), ("split", split)):
            found = find(each) if each else []
            if found:
                lines.append(words(f"readiness.read.{name}", statements=words.list(found)))
    if today and signs_due(signs, today):
        warnings.append(words("readiness.read.signs_due", date=words.date(signs.on)))
    if warnings or lines:
        title = words("readiness.read.title")
        yield Part(title, warnings=tuple(warnings), lines=tuple(lines))


def carried(standing, words):
    """The conditions that were carried on, and what came of them."""
    found = [each for _, each in standing.of(ConditionCarried)]
    if not found:
        return
    rows = tuple(
        (
            numbered(each.statement, words),
            each.owner,
            each.seen,
            words.date(each.by) if each.by else "–",
            each.came or "–",
        )
        for each in found
    )
    names = ("statement", "owner", "seen", "by", "came")
    head = tuple(words(f"readiness.carried.{each}") for each in names)
    title = words("readiness.carried.title")
    yield Part(title, table=Table(title, head, rows))


def evidence(standing, words):
    """What the team can point to, statement by statement."""
    rows = tuple(
        (numbered(subject.rpartition("/")[2], words), each.text)
        for subject, each in standing.of(ReadinessEvidence)
        if each.text
    )
    if rows:
        title = words("readiness.evidence.title")
        head = (words("readiness.carried.statement"), words("readiness.evidence.line"))
        yield Part(title, table=Table(title, head, rows))


def carried_screen(moment, languages) -> CardScreen:
    """The conditions that are worked on, for the room."""
    cards = tuple(
        in_each(languages, lambda words, each=each: _card(each, words))
        for _, each in worked_on(moment.standing)
    )
    return CardScreen(
        said("readiness.carried.title", languages),
        cards or (said("readiness.carried.wait", languages),),
    )


def _card(each: ConditionCarried, words) -> str:
    statement = words(f"readiness.statement.{each.statement}")
    return words("readiness.carried.card", statement=statement, owner=each.owner, seen=each.seen)


def blank_table(words, heads: tuple[str, ...]) -> Part:
    """Two lines to fill in by hand."""
    title = words("readiness.carried.title")
    rows = tuple(("",) * len(heads) for _ in range(MOST_CARRIED))
    return Part(title, hint=words("readiness.carried.hint"), table=Table(title, heads, rows))
