"""What an anonymous round may release: counts from five answers on, and never two tables whose
difference tells of fewer than five people (facilitation guide §25).

Every version of every round that was ever released counts, one that was withdrawn too: a page
may have been printed.
"""

from collections.abc import Iterable, Mapping

from equitykit.errors import EquitykitError
from equitykit.records.rounds import FEWEST, ROLES, Round
from equitykit.reviews.rounds import Instrument, Running, Tally

# rounds outside of meetings, so many days apart, may well have been answered by the same people
SAME_PEOPLE_DAYS = 28


def alike(one: Round, other: Round) -> bool:
    """Whether the same people may have answered both: the same questions, meeting or day."""
    if one.instrument != other.instrument:
        return False
    if one.meeting and other.meeting and one.on != other.on:
        return one.meeting == other.meeting
    return abs((one.on - other.on).days) < SAME_PEOPLE_DAYS


def too_near(size: int, others: Iterable[int]) -> bool:
    """Whether one of `others` differs from `size` by fewer people than may be told of."""
    return any(0 < abs(size - other) < FEWEST for other in others)


def released(
    running: Running,
    instrument: Instrument,
    texts: Mapping[str, tuple[str, ...]],
    earlier: list[Round],
) -> Round:
    """What a round releases; `texts` are those that the facilitator has read and lets through.

    `earlier` is every version of every round that was ever released, withdrawn ones too.

    Raises
    ------
    EquitykitError
        ``round_nobody``, ``round_once`` where the same was asked at this moment of the meeting
        already, ``round_too_near`` where the difference to an earlier one would tell of fewer
        than five people
    """  # fmt: skip
    tally = running.tally
    empty = Round(
        instrument=instrument.id, meeting=running.meeting, moment=running.moment,
        way=running.way, on=running.on, few=True,
    )  # fmt: skip
    before = [each for each in earlier if alike(each, empty) and not each.few]
    if not tally.total:
        raise EquitykitError("round_nobody")
    if any(_asked_then(each, empty) for each in before):
        raise EquitykitError("round_once")
    if tally.total < FEWEST:
        return empty
    if too_near(tally.total, [each.answers for each in before]):
        raise EquitykitError("round_too_near", count=tally.total)
    # in the order of the questions: that of the answers would tell who was first
    shown = {
        q: told
        for q in _in_order(tally.counts, running.order)
        if (told := _told(_sorted(tally.counted(q), running), q, before))
    }
    roles = {q: split for q in shown if (split := _split(tally, q, before, running))}
    return Round.model_validate(
        empty.model_dump()
        | {
            "few": False,
            "answers": tally.total,
            "order": running.order,
            "scale": running.scale,
            "wording": running.wording,
            "counts": shown,
            "roles": roles,
            "texts": {q: tuple(each) for q, each in texts.items() if each},
        }
    )


def _asked_then(one: Round, other: Round) -> bool:
    """Whether both were asked at the same moment of one meeting, or of one day without any."""
    if (one.meeting, one.moment) != (other.meeting, other.moment):
        return False
    return bool(one.meeting) or one.on == other.on


def _in_order(ids: Iterable[str], order: Iterable[str]) -> list[str]:
    """`ids` as they stand in `order`, those that are not in it last, by name."""
    known = [id for id in order if id in ids]
    return [*known, *sorted(set(ids) - set(known))]


def _sorted(counts: dict[str, int], running: Running) -> dict[str, int]:
    return {answer: counts[answer] for answer in _in_order(counts, running.scale)}


def _told(counts: dict[str, int], question: str, before: list[Round]) -> dict[str, int]:
    """Counts that may be shown; none where too few answered, or nearly as many as before."""
    size = sum(counts.values())
    others = {n for each in before for n in each.sizes(question)}
    return {} if size < FEWEST or too_near(size, others) else counts


def _split(
    tally: Tally, question: str, before: list[Round], running: Running
) -> dict[str, dict[str, int]]:
    """Counts by role, where each role that handed in a slip has enough answers."""
    by_role = tally.counts.get(question, {})
    if len(tally.slips) < 2:
        return {}
    if any(sum(by_role.get(role, {}).values()) < FEWEST for role in tally.slips):
        return {}
    # the sizes of all that could be put together from these tables, by a record that is not kept
    sizes = Round.model_construct(
        counts={question: tally.counted(question)}, roles={question: by_role}
    ).sizes(question)
    others = {n for each in before for n in each.sizes(question)}
    if any(too_near(size, others) for size in sizes):
        return {}
    return {role: _sorted(by_role[role], running) for role in _in_order(by_role, ROLES)}


def may_add(done: Round, waiting: Tally, earlier: list[Round]) -> bool:
    """Whether enough came later: five more slips, and far enough from every other round."""
    if done.few or waiting.total < FEWEST:
        return False
    others = [each.answers for each in earlier if alike(each, done) and not each.few]
    return not too_near(done.answers + waiting.total, others)


def added(
    done: Round, late: Running, texts: Mapping[str, tuple[str, ...]], earlier: list[Round]
) -> tuple[Round, Tally]:
    """A released round with the answers that came later, and what of them still waits.

    A question joins once five more have answered it. What was told by role stays with the
    first release: split anew, the parts could be subtracted.

    Raises
    ------
    EquitykitError
        ``round_late_few`` while fewer than five slips wait, or where the difference to another
        round would tell of fewer
    """
    waiting = late.tally
    if not may_add(done, waiting, earlier):
        raise EquitykitError("round_late_few")
    others = [each for each in earlier if alike(each, done) and not each.few]
    counts, left = dict(done.counts), {}
    for question in _in_order(waiting.counts, late.order):
        more, so_far = waiting.counted(question), done.counts.get(question, {})
        merged = {each: so_far.get(each, 0) + more.get(each, 0) for each in {**so_far, **more}}
        if sum(more.values()) >= FEWEST and _told(merged, question, others):
            counts[question] = _sorted(merged, late)
        else:
            left[question] = waiting.counts[question]
    written = {q: (*done.texts.get(q, ()), *texts.get(q, ())) for q in {**done.texts, **texts}}
    version = done.model_dump() | {
        "answers": done.answers + waiting.total,
        "counts": counts,
        "roles": {},
        "texts": {question: each for question, each in written.items() if each},
    }
    return Round.model_validate(version), Tally(counts=left, seen=waiting.seen)
