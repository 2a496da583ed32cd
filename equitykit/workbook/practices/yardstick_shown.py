"""What yardsticks mean, how one figure reads under two, and whether a narrower gap is progress: on
the desk, in reports, on paper. What the room sees is in :mod:`.yardstick_wall`."""

from equitykit.measures.choices import DataChoice
from equitykit.measures.gap_changes import AHEAD, SAME, gap_changes
from equitykit.measures.turnarounds import turned_around
from equitykit.measures.visibility import VISIBLE
from equitykit.records.yardstick import YardstickChosen
from equitykit.reviews.yardstick import YARDSTICK, chosen_yardstick
from equitykit.views.data_page import yardstick_name
from equitykit.views.fields import Option
from equitykit.views.practices import Form, Input, Part, Table
from equitykit.views.sentences import amount, dimension_name, group_name, points
from equitykit.views.tables import gap_words
from equitykit.workbook.data import compared_choice
from equitykit.workbook.practices.charts import Chart, measure_name

GENERAL = ("everyone_else", "overall", "highest", "own_past", "target")


def compared_pair(book, chart: Chart, first: str, second: str):
    """The rows of a figure under two yardsticks."""
    choice = DataChoice(chart.measure, chart.period, chart.dimension, first)
    return compared_choice(book, choice, first), compared_choice(book, choice, second)


def tried_of(known: list[str], first: str, second: str) -> tuple[str, str]:
    """Two different yardsticks that there are, those that were asked for where they are."""
    one = first if first in known else known[0]
    two = second if second in known and second != one else next(k for k in known if k != one)
    return one, two


# parts of the desk


def now_part(standing, words) -> Part:
    """The choice that stands, by whom and why, and what the second yardstick said."""
    chosen = chosen_yardstick(standing)
    if chosen is None:
        contested = len(standing.get(YARDSTICK, ())) > 1
        return Part(
            words("yardstick.now.title"),
            warnings=(words("yardstick.now.contested"),) if contested else (),
            empty=words("yardstick.now.none"),
        )
    return Part(words("yardstick.now.title"), lines=tuple(_now(chosen, words)))


def _now(chosen: YardstickChosen, words):
    yield words("yardstick.now.chosen", yardstick=yardstick_name(chosen.yardstick, words=words))
    yield words("yardstick.now.by", by=chosen.by, date=words.date(chosen.decided))
    yield words("yardstick.now.why", reason=chosen.reason)
    if chosen.tried:
        yield flips_sentence(chosen, words)


def flips_sentence(chosen: YardstickChosen, words) -> str:
    """What the two yardsticks said when the choice was made."""
    return words(
        "yardstick.now.flips" if chosen.flips else "yardstick.now.same",
        second=yardstick_name(chosen.second, words=words),
        groups=words.list(group_name(code, words=words) for code in chosen.flips),
        measure=measure_name(chosen.measure, words),
        year=chosen.period,
    )


def kinds_part(known: list[str], words) -> Part:
    """What each yardstick does to the picture, before anybody chooses."""
    kinds = dict.fromkeys(each.partition(":")[0] for each in known)
    rows = tuple((_kind_name(each, words), words(f"yardstick.does.{each}")) for each in kinds)
    title = words("yardstick.does.title")
    head = (words("yardstick.does.name"), words("yardstick.does.what"))
    return Part(title, hint=words("yardstick.does.hint"), table=Table(title, head, rows))


def _kind_name(kind: str, words) -> str:
    return words("yardstick.does.named") if kind == "group" else words(f"yardsticks.{kind}.name")


def two_part(book, chart: Chart, first: str, second: str, words) -> Part:
    """Level and both gaps of each group, and for whom the answer turns around."""
    one, two = compared_pair(book, chart, first, second)
    turned = turned_around(one, two)
    names = [yardstick_name(each, words=words) for each in (first, second)]
    rows = tuple(
        (
            group_name(a.group, words=words),
            amount(a.rate, a.measure, words=words) if a.visibility in VISIBLE else "–",
            gap_words(a, words=words),
            gap_words(b, words=words),
            words("yardstick.two.turns" if a.group in turned else "yardstick.two.stays"),
        )
        for a, b in zip(one.rows.itertuples(), two.rows.itertuples(), strict=True)
        if a.dimension != "all"
    )
    head = (
        words("yardstick.two.group"),
        words("yardstick.two.level"),
        *(words("yardstick.two.points", yardstick=each) for each in names),
        words("yardstick.two.answer"),
    )
    title = words(
        "yardstick.two.title",
        measure=measure_name(chart.measure, words),
        dimension=dimension_name(chart.dimension, words=words),
        year=chart.period,
    )
    finding = words(
        "yardstick.two.turned" if turned else "yardstick.two.same",
        groups=words.list(group_name(code, words=words) for code in turned),
    )
    return Part(title, hint=finding, table=Table(title, head, rows))


def narrower_part(book, chart: Chart, yardstick: str, words) -> tuple[Part, ...]:
    """Whether each gap got narrower since the year before, and whether that is progress."""
    years = [each for each in book.choices.periods(chart.measure) if each < chart.period]
    if not years or yardstick == "own_past":
        return ()
    rows = book.compared(yardstick, measure=chart.measure).where(
        dimension=chart.dimension, period=[years[0], chart.period]
    )
    changes = [
        each
        for each in gap_changes(rows, before=years[0], now=chart.period)
        if each.kind not in (AHEAD, SAME)
    ]
    lines = tuple(_change(each, chart.measure, words) for each in changes)
    return (
        Part(
            words("yardstick.narrower.title"),
            hint=words(
                "yardstick.narrower.hint",
                before=years[0],
                now=chart.period,
                yardstick=yardstick_name(yardstick, words=words),
            ),
            lines=lines,
            empty=words("yardstick.narrower.none"),
            folded=True,
        ),
    )


def _change(each, measure: str, words) -> str:
    rate = {
        name: amount(getattr(each, name), measure, words=words)
        for name in ("before", "now", "other_before", "other_now")
    }
    gap = {
        name: points(getattr(each, name), measure, words=words)
        for name in ("gap_before", "gap_now")
    }
    group = group_name(each.group, words=words)
    return words(f"yardstick.narrower.{each.kind}", group=group, **rate, **gap)


def choose_part(known: list[str], tried, today: str, words) -> Part:
    return Part(
        words("yardstick.choose.title"),
        hint=words("yardstick.choose.hint"),
        forms=(_form(known, tried, today, words),),
    )


def _form(known, tried, today: str, words) -> Form:
    options = tuple(Option(each, yardstick_name(each, words=words)) for each in known)

    def pick(name: str, value: str) -> Input:
        label = words(f"yardstick.choose.{name}")
        return Input(name, label, "choice", options, value, required=True)

    return Form(
        "yardstick-choose", "yardstick.choose",
        (
            pick("yardstick", tried[0]), pick("second", tried[1]),
            Input("by", words("yardstick.choose.by"), required=True, most=200,
                  hint=words("yardstick.choose.by_hint")),
            Input("reason", words("yardstick.choose.reason"), "text", required=True),
            Input("decided", words("yardstick.choose.decided"), "date", value=today),
        ),
        words("yardstick.choose.save"),
    )  # fmt: skip


# what is read, what goes on paper


def told(account) -> tuple[Part, ...]:
    words = account.words
    versions = [each for each in account.entries if isinstance(each.record, YardstickChosen)]
    if not versions:
        return ()
    rows = tuple(
        (
            words.date(each.record.decided),
            yardstick_name(each.record.yardstick, words=words),
            each.record.by,
            each.record.reason,
            flips_sentence(each.record, words) if each.record.tried else "–",
        )
        for each in versions
    )
    title = words("yardstick.earlier.title")
    head = tuple(
        words(f"yardstick.earlier.{each}") for each in ("date", "which", "by", "why", "second")
    )
    return (
        now_part(account.standing, words),
        *_results(account.book, chosen_yardstick(account.standing), words),
        Part(title, table=Table(title, head, rows)),
    )


def _results(book, chosen: YardstickChosen | None, words) -> tuple[Part, ...]:
    """The figure of the choice under both yardsticks, where it is still there."""
    if chosen is None or not chosen.tried or not book.has_data:
        return ()
    choices = book.choices
    if chosen.measure not in choices.measures or not choices.groups(
        chosen.measure, chosen.period, chosen.dimension
    ):
        return ()
    chart = Chart(chosen.measure, chosen.dimension, chosen.period, chosen.yardstick, "gaps")
    return (
        two_part(book, chart, chosen.yardstick, chosen.second, words),
        *narrower_part(book, chart, chosen.yardstick, words),
    )


def paper(book, words) -> tuple[Part, ...]:
    known = list(GENERAL)
    form = _form(known, ("", ""), "", words)
    return (
        kinds_part(known, words),
        Part(words("yardstick.choose.title"), hint=words("yardstick.choose.hint"), forms=(form,)),
    )
