"""How counts of staff are typed, and how they are shown beside the students."""

from equitykit.content.codelists import load_student_groups
from equitykit.measures.yardsticks import MISSING_INFORMATION
from equitykit.records.noticing import LONGEST_LINE, ParkedExplanation
from equitykit.records.workforce import LEVELS, STEPS
from equitykit.reviews.workforce import levels_of, steps_of, years_of
from equitykit.views.practices import Form, Grid, Input, Part, Table
from equitykit.views.said import said
from equitykit.views.sentences import group_name
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.practices.parts import in_each
from equitykit.workbook.practices.workforce_map import map_paper, map_table, steps_mapped

CODES = tuple(
    code
    for code, group in load_student_groups().items()
    if group.dimension == "race_ethnicity" and code not in MISSING_INFORMATION
)
# below this many people a share of a hundred pretends to know more than it does
STEADY = 30


# what stands


def composition_part(standing, book, words) -> Part:
    """Students and staff by group, for the latest year that was counted."""
    years = years_of(standing)
    levels = levels_of(standing, years[0]) if years else []
    few = [words(f"workforce.level.{each.level}") for each in levels if each.total is None]
    return Part(
        words("workforce.composition.title"),
        hint=words("workforce.composition.hint", year=years[0]) if levels else "",
        warnings=(words("workforce.composition.few", levels=words.list(few)),) if few else (),
        table=composition_table(levels, student_shares(book), words) if levels else None,
        empty=words("workforce.composition.none"),
    )


def composition_table(levels, students: dict[str, float], words) -> Table:
    return Table(
        words("workforce.composition.title"),
        (
            words("workforce.head.group"),
            words("workforce.head.students"),
            *(words(f"workforce.level.{each.level}") for each in levels),
        ),
        tuple(
            (
                group_name(code, words=words),
                words.percent(students[code], decimals=0) if code in students else "–",
                *(_cell(each, code, words) for each in levels),
            )
            for code in _codes(levels)
        ),
    )


def _codes(records) -> list[str]:
    there = {code for each in records for code in (*each.shown, *each.hidden)}
    return [code for code in CODES if code in there]


def _cell(record, code: str, words) -> str:
    """A count of how many; as a share of a hundred only where there are enough people."""
    if code in record.hidden:
        return words("workforce.cell.hidden")
    if code not in record.shown:
        return "–"
    count, of = record.shown[code], record.total
    values = {"count": words.number(count), "of": words.number(of)}
    if of < STEADY:
        return words("workforce.cell.count", **values)
    share = words.percent(100 * count / of, decimals=0)
    return words("workforce.cell.share", share=share, **values)


def student_shares(book) -> dict[str, float]:
    """The part of each group among the students that the latest figures count, in percent.

    Of the first main measure that counts students; groups without a figure have none.
    """
    if not book.has_data:
        return {}
    for measure in book.main_measures:
        rows = book.of_latest(book.released_of(measure).where(measure=measure)).rows
        rows = rows[rows["denominator"].notna()]
        whole = rows[rows["dimension"] == "all"]["denominator"]
        groups = rows[rows["dimension"] == "race_ethnicity"]
        if len(whole) and len(groups):
            of = int(whole.iloc[0])
            return {row.group: 100 * int(row.denominator) / of for row in groups.itertuples()}
    return {}


def funnel_part(standing, words) -> Part:
    """Who is still there after each step."""
    years = years_of(standing)
    found = steps_of(standing, years[0]) if years else []
    return Part(
        words("workforce.funnel.title"),
        hint=words("workforce.funnel.hint"),
        table=funnel_table(found, words) if found else None,
        empty=words("workforce.funnel.none"),
    )


def funnel_table(found, words) -> Table:
    codes = _codes(found)
    return Table(
        words("workforce.funnel.title"),
        (
            words("workforce.head.step"),
            words("workforce.head.all"),
            *(group_name(code, words=words, field="short") for code in codes),
        ),
        tuple(
            (
                words(f"workforce.step.{each.step}"),
                words.number(each.total) if each.total else words("workforce.cell.hidden"),
                *(
                    words.number(each.shown[code])
                    if code in each.shown
                    else words("workforce.cell.hidden")
                    if code in each.hidden
                    else "–"
                    for code in codes
                ),
            )
            for each in found
        ),
    )


# what is typed


def counts_part(floor: int, words) -> Part:
    return Part(
        words("workforce.count.title"),
        hint=words("workforce.count.hint", floor=floor),
        forms=(counts_form(words),),
        folded=True,
    )


def counts_form(words) -> Form:
    return Form(
        "workforce-count", "workforce.count",
        (
            Input("year", words("workforce.label.year"), required=True, most=7,
                  hint=words("workforce.label.year_hint")),
            Input("source", words("workforce.label.source"), most=200),
        ),
        words("workforce.count.save"),
        grid=Grid(
            words("workforce.count.grid"), _columns(words),
            tuple((each, words(f"workforce.level.{each}")) for each in LEVELS), most=100_000,
        ),
    )  # fmt: skip


def _columns(words) -> tuple[tuple[str, str], ...]:
    return tuple((code, group_name(code, words=words, field="short")) for code in CODES)


def steps_part(floor: int, words) -> Part:
    form = Form(
        "workforce-steps", "workforce.steps",
        (Input("year", words("workforce.label.year"), required=True, most=7,
               hint=words("workforce.label.year_hint")),),
        words("workforce.count.save"),
        grid=Grid(
            words("workforce.funnel.grid"), _columns(words),
            tuple((each, words(f"workforce.step.{each}")) for each in STEPS), most=100_000,
        ),
    )  # fmt: skip
    return Part(
        words("workforce.funnel.form"),
        hint=words("workforce.count.hint", floor=floor),
        forms=(form,),
        folded=True,
    )


def causes_part(standing, words) -> Part:
    """Causes in the system that came up, parked until the causes."""
    form = Form(
        "workforce-park", "workforce.park",
        (Input("text", words("workforce.causes.text"), required=True, most=LONGEST_LINE),),
        words("workforce.causes.save"),
    )  # fmt: skip
    return Part(
        words("workforce.causes.title"),
        hint=words("workforce.causes.hint"),
        lines=parked(standing),
        empty=words("workforce.causes.none"),
        forms=(form,),
    )


def parked(standing) -> tuple[str, ...]:
    return tuple(
        each.text for _, each in standing.of(ParkedExplanation) if each.about == "workforce"
    )


# what the room sees, what is read, what goes on paper


def composition_screen(moment, languages) -> TableScreen | CardScreen:
    """Staff by level and group, only what may be seen."""
    title = said("workforce.composition.title", languages)
    years = years_of(moment.standing)
    levels = levels_of(moment.standing, years[0]) if years else []
    shown = [each for each in levels if each.total is not None]
    if not shown:
        return CardScreen(title, (said("workforce.composition.none", languages),))
    rows = tuple(
        (
            in_each(languages, lambda words, code=code: group_name(code, words=words)),
            *(
                in_each(languages, lambda words, each=each, code=code: _cell(each, code, words))
                for each in shown
            ),
        )
        for code in _codes(shown)
    )
    head = (
        said("workforce.head.group", languages),
        *(said(f"workforce.level.{each.level}", languages) for each in shown),
    )
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def funnel_screen(moment, languages) -> TableScreen | CardScreen:
    """How many are still there after each step, all together."""
    title = said("workforce.funnel.title", languages)
    years = years_of(moment.standing)
    found = steps_of(moment.standing, years[0]) if years else []
    if not found:
        return CardScreen(title, (said("workforce.funnel.none", languages),))
    rows = tuple(
        (
            said(f"workforce.step.{each.step}", languages),
            in_each(
                languages,
                lambda words, each=each: (
                    words.number(each.total) if each.total else words("workforce.cell.hidden")
                ),
            ),
        )
        for each in found
    )
    head = (said("workforce.head.step", languages), said("workforce.head.all", languages))
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def told(account) -> tuple[Part, ...]:
    words, standing = account.words, account.standing
    causes, mapped = parked(standing), steps_mapped(standing)
    parts = [
        each
        for each in (composition_part(standing, account.book, words), funnel_part(standing, words))
        if each.table
    ]
    if mapped:
        parts.append(Part(words("workforce.map.title"), table=map_table(mapped, words)))
    if causes:
        parts.append(Part(words("workforce.causes.title"), lines=causes))
    return tuple(parts)


def paper(book, words) -> tuple[Part, ...]:
    def grid(title: str, rows) -> Part:
        head = (words("workforce.head.group"), *(name for _, name in _columns(words)))
        table = Table(title, head, tuple((each, *("",) * len(CODES)) for each in rows))
        hint = words("workforce.count.hint", floor=book.settings.minimum_n)
        return Part(title, hint=hint, table=table)

    levels = tuple(words(f"workforce.level.{each}") for each in LEVELS)
    steps = tuple(words(f"workforce.step.{each}") for each in STEPS)
    return (
        grid(words("workforce.count.grid"), levels),
        grid(words("workforce.funnel.grid"), steps),
        map_paper(words),
    )
