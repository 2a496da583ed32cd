"""S3: a check that stays with the person; only wishes for help leave it, as counts."""

from equitykit.records.capacities import LearningStep
from equitykit.reviews.capacities import ABOUT, HELP, wanted
from equitykit.reviews.rounds import Instrument, Question
from equitykit.views.practices import Item, Part, PracticeDesk, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices.practice import Practice, Writes
from equitykit.workbook.practices.rounds import (
    kept_screen,
    latest_round,
    round_actions,
    round_paper,
    round_parts,
)

# one box each: there is no way to hand in how good somebody is at something
ASKED = Instrument(
    "capacities", tuple(Question(id, "scale", (HELP,)) for id in ABOUT), may_be_empty=True
)
RATINGS = ("not_yet", "at_times", "mostly")


def words_of(id, languages):
    return said(f"capacities.{'answer' if id == HELP else 'statement'}.{id}", languages)


def desk(page, moment) -> PracticeDesk:
    words = page.words
    return PracticeDesk(
        id="capacities",
        title=words("capacities.section.title"),
        instruction=words("capacities.section.about"),
        parts=(
            Part(
                words("capacities.check.title"),
                hint=words("capacities.check.hint"),
                lines=_statements(words),
                folded=True,
            ),
            # of the released rounds only what enough people want is told, below
            *_asking(round_parts(page, moment, ASKED, words_of=words_of)),
            _plan(moment, words),
        ),
    )


def _statements(words) -> tuple[str, ...]:
    return tuple(words(f"capacities.statement.{id}") for id in ABOUT)


def _asking(parts):
    return [part for part in parts if part.table is None]


def _plan(moment, words) -> Part:
    found = wanted(latest_round(moment.standing, "capacities"))
    return Part(
        words("capacities.plan.title"),
        hint=words("capacities.plan.hint") if found else "",
        items=tuple(_step(moment, id, count, words) for id, count in found),
        empty=words("capacities.plan.none"),
    )


def _step(moment, id: str, count: int, words) -> Item:
    subject = f"capacities/plan/{id}"
    suggestion = words(f"capacities.suggestion.{ABOUT[id]}")
    return Item(
        subject,
        words(f"capacities.statement.{id}"),
        fields=(
            field_of(moment, subject, "text", words("capacities.plan.text"), rows=2),
            field_of(moment, subject, "by", words("capacities.plan.by"), kind="date"),
        ),
        stands=(
            words("capacities.plan.wanted", count=words.number(count)),
            words("capacities.plan.idea", text=suggestion),
            *([words("capacities.plan.share")] if ABOUT[id] == "facilitation" else []),
        ),
    )


def wanted_screen(moment, languages) -> TableScreen | CardScreen:
    """What at least five people want help with."""
    title = said("capacities.shown.wanted", languages)
    found = wanted(latest_round(moment.standing, "capacities"))
    if not found:
        return CardScreen(title, (said("capacities.plan.none", languages),))
    heads = ("capacity", "people")
    return TableScreen(
        title,
        tuple(said(f"capacities.plan.{each}", languages) for each in heads),
        tuple((words_of(id, languages), str(count)) for id, count in found),
        page=moment.progress.page or 1,
    )


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    found = wanted(latest_round(standing, "capacities"))
    steps = {
        subject.rpartition("/")[2]: step
        for subject, step in standing.of(LearningStep)
        if step.text or step.by
    }
    if not found and not steps:
        return ()
    counts = dict(found)
    rows = tuple(
        (
            words(f"capacities.statement.{id}"),
            words.number(counts[id]) if id in counts else "–",
            steps[id].text if id in steps else "–",
            words.date(steps[id].by) if id in steps and steps[id].by else "–",
        )
        for id in dict.fromkeys([*counts, *steps])
    )
    head = tuple(words(f"capacities.plan.{each}") for each in ("capacity", "people", "text", "by"))
    title = words("capacities.plan.title")
    return (Part(title, hint=words("capacities.section.limits"), table=Table(title, head, rows)),)


def paper(book, words) -> tuple[Part, ...]:
    title = words("capacities.check.title")
    heads = ("statement", *RATINGS)
    check = Table(
        title,
        tuple(words(f"capacities.check.{each}") for each in heads),
        tuple((each, "", "", "") for each in _statements(words)),
    )
    return (
        Part(title, hint=words("capacities.check.paper"), table=check),
        *round_paper(ASKED, words, words_of=words_of),
    )


PRACTICE = Practice(
    id="capacities",
    desk=desk,
    told=told,
    paper=paper,
    screens={"kept": kept_screen(ASKED), "wanted": wanted_screen},
    actions=round_actions(ASKED, words_of=words_of),
    writes=(
        Writes(
            r"capacities/plan/RI(?:[1-9]|1[0-2])",
            LearningStep,
            ("text", "by"),
            lambda found, meeting: LearningStep(),
        ),
    ),
)
