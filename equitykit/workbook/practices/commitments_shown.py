"""S1, read: the opening screen, the check-back list, the board's page, the sheet for the talk."""

from equitykit.records.commitments import (
    CHECKED,
    PROTECTED_FROM,
    PROVIDES,
    CommitmentCheck,
    Sponsor,
)
from equitykit.reviews.commitments import CommitmentStand, commitments_of, nobody_is_protected
from equitykit.storage.clock import today
from equitykit.views.fields import Option
from equitykit.views.practices import Form, Input, Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, Shown, TableScreen
from equitykit.workbook.practices.agreements import both
from equitykit.workbook.practices.parts import day_of, in_each

ROWS_ON_PAPER = 5


# sentences about one commitment


def stand_of(each: CommitmentStand, words) -> str:
    """How it stands, with its date."""
    state = words(f"commitments.state.{each.state}")
    if each.commitment.by is None:
        return state
    return words("commitments.state.by", state=state, date=words.date(each.commitment.by))


def check_line(check: CommitmentCheck, words) -> str:
    """What one check-back found."""
    result, date = words(f"commitments.checked.{check.result}"), words.date(check.on)
    seen = check.came_of_it.strip()
    if check.checked_by:
        line = words(
            "commitments.check.line_by", date=date, role=check.checked_by, result=result, seen=seen
        )
        return line.strip()
    id = "line_seen" if seen else "line"
    return words(f"commitments.check.{id}", date=date, result=result, seen=seen)


def provided(each: CommitmentStand, words) -> str:
    """What comes with it, and how much."""
    said = each.commitment
    what = ", ".join(words(f"commitments.provides.{each}") for each in said.provides)
    amount = said.amount.strip()
    if what and amount:
        return words("commitments.board.amount", what=what, amount=amount)
    return what or amount


def protected(each: CommitmentStand, words) -> str:
    """What staff are protected from."""
    return ", ".join(words(f"commitments.protects.{one}") for one in each.commitment.protects)


# what the room sees


def opening(moment, languages) -> Shown:
    """What the sponsor commits to, for the beginning of a meeting."""
    rows = tuple(
        (both(each.commitment, languages), in_each(languages, lambda words, each=each: _comes(
            each, words)))
        for each in _standing(moment)
        if each.state not in ("broken", "released")
    )  # fmt: skip
    return _table(_title(moment, languages), ("statement", "comes"), rows, moment, languages)


def check_back(moment, languages) -> Shown:
    """How each commitment stands: those that were broken too."""
    rows = tuple(
        (both(each.commitment, languages), in_each(languages, lambda words, each=each: _seen(
            each, words)))
        for each in _standing(moment)
    )  # fmt: skip
    title = said("commitments.room.back", languages)
    return _table(title, ("statement", "stand"), rows, moment, languages)


def _standing(moment) -> list[CommitmentStand]:
    stands = commitments_of(moment.standing, day_of(moment), moment.meeting_id)
    return [each for each in stands if each.commitment.text.strip()]


def _title(moment, languages):
    sponsor = moment.standing.record("sponsor")
    if isinstance(sponsor, Sponsor) and sponsor.seat.strip():
        return said("commitments.room.seat", languages, seat=sponsor.seat)
    return said("commitments.room.title", languages)


def _comes(each: CommitmentStand, words) -> str:
    parts = [provided(each, words)]
    if each.commitment.protects:
        parts.append(words("commitments.room.protects", what=protected(each, words)))
    if each.commitment.by:
        parts.append(words("commitments.room.by", date=words.date(each.commitment.by)))
    return "\n".join(part for part in parts if part) or "–"


def _seen(each: CommitmentStand, words) -> str:
    last = each.checks[-1].came_of_it.strip() if each.checks else ""
    return "\n".join(part for part in (stand_of(each, words), last) if part)


def _table(title, heads, rows, moment, languages) -> Shown:
    if not rows:
        return CardScreen(title, (said("commitments.room.none", languages),))
    head = tuple(said(f"commitments.room.{each}", languages) for each in heads)
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


# what is read afterwards


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    stands = commitments_of(standing, today())
    stands = [each for each in stands if each.commitment.text.strip()]
    sponsor = standing.record("sponsor")
    parts = []
    if isinstance(sponsor, Sponsor) and sponsor.seat.strip():
        parts.append(
            Part(words("commitments.sponsor.title"), lines=tuple(_sponsor_lines(sponsor, words)))
        )
    if stands:
        parts += [_board(stands, words), *_history(stands, words)]
    return tuple(parts)


def _sponsor_lines(sponsor: Sponsor, words):
    if sponsor.since:
        yield words("commitments.sponsor.stands", seat=sponsor.seat, date=words.date(sponsor.since))
    else:
        yield sponsor.seat
    if sponsor.follows:
        yield words("commitments.sponsor.follows", seat=sponsor.follows)


def _board(stands: list[CommitmentStand], words) -> Part:
    """The one page for the board: promised, backed with what, and how it stands."""
    heads = ("statement", "provides", "protects", "policy", "stand", "checked_by", "checked")
    return Part(
        words("commitments.board.title"),
        warnings=(words("commitments.warn.protected"),) if nobody_is_protected(stands) else (),
        table=Table(
            words("commitments.board.title"),
            tuple(words(f"commitments.head.{head}") for head in heads),
            tuple(tuple(cell or "–" for cell in _board_row(each, words)) for each in stands),
        ),
    )


def _board_row(each: CommitmentStand, words):
    commitment = each.commitment
    yield getattr(commitment, words.language) or commitment.text
    yield provided(each, words)
    how = commitment.protects_how.strip()
    if how and commitment.protects:
        yield words("commitments.board.how", what=protected(each, words), how=how)
    else:
        yield protected(each, words) or how
    yield commitment.policy
    yield stand_of(each, words)
    yield commitment.checked_by
    yield words.date(each.checks[-1].on) if each.checks else ""


def _history(stands: list[CommitmentStand], words):
    lines = tuple(
        words(
            "commitments.history.line",
            statement=getattr(each.commitment, words.language) or each.commitment.text,
            check=check_line(check, words),
        )
        for each in stands
        for check in each.checks
    )
    warnings = tuple(_to_do(stands, words))
    if lines or warnings:
        yield Part(words("commitments.history.title"), lines=lines, warnings=warnings)


def _to_do(stands: list[CommitmentStand], words):
    """The check-back list: what nobody has looked at, or asked a new sponsor about."""
    for each in stands:
        name = getattr(each.commitment, words.language) or each.commitment.text
        if each.passed_unchecked:
            todo = words("commitments.warn.passed", date=words.date(each.commitment.by))
            yield words("commitments.history.line", statement=name, check=todo)
        if each.reask_by:
            id = "reask_late" if each.reask_is_late else "reask"
            todo = words(f"commitments.warn.{id}", date=words.date(each.reask_by))
            yield words("commitments.history.line", statement=name, check=todo)


# on paper


def paper(book, words) -> tuple[Part, ...]:
    def boxes(ids, of: str):
        return tuple(Option(id, words(f"commitments.{of}.{id}")) for id in ids)

    def line(name: str, kind="line", options=()):
        return Input(name, words(f"commitments.field.{name}"), kind, options)

    inputs = (
        line("words", "text"),
        line("provides", "checks", boxes(PROVIDES, "provides")),
        line("amount"),
        line("protects", "checks", boxes(PROTECTED_FROM, "protects")),
        line("protects_how"), line("policy"), line("by"), line("checked_by"),
    )  # fmt: skip
    meetings = tuple(words("commitments.paper.meeting", number=number) for number in (1, 2, 3, 4))
    return (
        Part(words("commitments.paper.talk"), forms=(Form("talk", "", inputs, ""),)),
        Part(
            words("commitments.paper.back"),
            hint=" · ".join(words(f"commitments.checked.{each}") for each in CHECKED),
            table=Table(
                words("commitments.paper.back"),
                (words("commitments.head.statement"), *meetings),
                tuple(("",) * 5 for _ in range(ROWS_ON_PAPER)),
            ),
        ),
    )
