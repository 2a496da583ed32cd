"""What of the four perspectives is read: on the wall, in reports, on paper."""

from equitykit.records.perspectives import NONE_OF_THEM, PERSPECTIVES
from equitykit.reviews.perspectives import ANSWERS, OURS
from equitykit.views.practices import Form, Input, Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.practices.perspectives_deal import (
    instrument_of,
    labelled_deal,
    last_deal,
    on_the_table,
    paper_statements,
    rounds_of,
    statement,
    words_of,
)
from equitykit.workbook.practices.perspectives_tables import (
    actions_of,
    compared_table,
    comparison,
    consequences_table,
    consequences_unsaid,
    heat_table,
    labels_table,
    named,
    our_consequence,
    placing_warnings,
)
from equitykit.workbook.practices.rounds import round_paper, round_screen, round_told

MOST_DOTS = 12

# the room


def dots(moment, languages):
    """How far each statement is from how people think: one after the other, without labels."""
    dealt = last_deal(moment.standing)
    statements = on_the_table(dealt) if dealt else ()
    return round_screen(
        instrument_of(statements),
        words_of=words_of(dealt[1] if dealt else None),
        title="perspectives.dots.title",
    )(moment, languages)


def dots_map(moment, languages):
    """All statements with their dots at once, still without labels; see :func:`dots`."""
    dealt = last_deal(moment.standing)
    rounds = [each for each in rounds_of(moment.standing, dealt) if each.counts] if dealt else []
    if not rounds:
        return dots(moment, languages)
    counts = rounds[-1].counts
    head = ("perspectives.labels.statement", *(f"perspectives.answer.{each}" for each in ANSWERS))
    return TableScreen(
        said("perspectives.dots.title", languages),
        tuple(said(id, languages) for id in head),
        tuple(
            (
                words_of(dealt[1])(id, languages),
                *(_dotted(counts[id].get(each, 0)) for each in ANSWERS),
            )
            for id in on_the_table(dealt)
            if id in counts
        ),
        page=moment.progress.page or 1,
    )


def _dotted(count: int) -> str:
    """A count with as many dots, as far as a room can tell them apart at a glance."""
    return f"{count} {'●' * count}".strip() if count <= MOST_DOTS else str(count)


def _in_turn(title: str, make, moment, languages):
    """A table that :func:`make` makes for each language, for the wall."""
    tables = [make(moment.standing, words) for words in languages]
    if tables[0] is None:
        return None

    def each(of):
        texts = [of(table) for table in tables]
        return {words.language: text for words, text in zip(languages, texts, strict=True)}

    columns, count = range(len(tables[0].head)), range(len(tables[0].rows))
    return TableScreen(
        said(title, languages),
        tuple(each(lambda table, c=c: table.head[c]) for c in columns),
        tuple(
            tuple(each(lambda table, r=r, c=c: table.rows[r][c]) for c in columns) for r in count
        ),
        page=moment.progress.page or 1,
    )


def _after_labels(title: str, make):
    def screen(moment, languages):
        shown = None
        if labelled_deal(moment.standing) is not None:
            shown = _in_turn(title, make, moment, languages)
        if shown is None:
            wait = "labels" if labelled_deal(moment.standing) is None else "consequences"
            return CardScreen(
                said(title, languages), (said(f"perspectives.{wait}.wait", languages),)
            )
        return shown

    return screen


def _placed_table(standing, words) -> Table:
    head = (words("perspectives.place.text"), words("perspectives.place.perspective"))
    rows = tuple(
        (named(each, words), words(f"perspectives.perspective.{each.perspective}"))
        for each in actions_of(standing)
    )
    return Table(words("perspectives.place.title"), head, rows or ((
        words("perspectives.place.none"), "–"),))  # fmt: skip


def _labels_on_the_wall(standing, words) -> Table:
    table = labels_table(standing, words)
    return Table(table.caption, table.head[:2], tuple(row[:2] for row in table.rows))


def _heat_on_the_wall(standing, words) -> Table:
    return heat_table(standing, words, with_money=False)


SCREENS = {
    "dots": dots,
    "map": dots_map,
    "labels": _after_labels("perspectives.labels.title", _labels_on_the_wall),
    "placed": _after_labels("perspectives.place.title", _placed_table),
    "compared": _after_labels("perspectives.compared.title", compared_table),
    "heat": _after_labels("perspectives.compared.heat", _heat_on_the_wall),
    "consequences": _after_labels("perspectives.consequences.title", consequences_table),
}


# reports and paper


def told(account) -> tuple[Part, ...]:
    """The spread of the statements; labels and what came after only once they were revealed."""
    words, standing = account.words, account.standing
    dealt = last_deal(standing)
    if dealt is None and not actions_of(standing):
        return ()
    parts = []
    if dealt:
        instrument = instrument_of(on_the_table(dealt))
        parts += round_told(account, instrument, words_of=words_of(dealt[1]))
        if not parts:
            lines = tuple(statement(dealt[1], id, words.language) for id in on_the_table(dealt))
            parts.append(Part(words("perspectives.deal.title"), lines=lines))
    labels = labels_table(standing, words)
    if labels is None:
        return (*parts, Part(words("perspectives.labels.title"),
                             lines=(words("perspectives.labels.wait"),)))  # fmt: skip
    about = words("perspectives.labels.about")
    parts.append(Part(words("perspectives.labels.title"), hint=about, table=labels))
    return (*parts, *_told_done(standing, words))


def _told_done(standing, words):
    actions = actions_of(standing)
    head = tuple(words(f"perspectives.place.{each}") for each in
                 ("text", "perspective", "row", "reason"))  # fmt: skip
    rows = tuple(
        (
            " · ".join(text for text in (named(each, words), each.period) if text),
            words(f"perspectives.perspective.{each.perspective}"),
            words(f"perspectives.row.{each.row}"),
            each.reason or "–",
        )
        for each in actions
    )
    title = words("perspectives.place.title")
    yield Part(
        title,
        table=Table(title, head, rows) if rows else None,
        warnings=tuple(placing_warnings(standing, words)),
    )
    compared = compared_table(standing, words)
    yield Part(compared.caption, table=compared, lines=tuple(comparison(standing, words)))
    heat = heat_table(standing, words)
    yield Part(heat.caption, table=heat)
    unsaid = consequences_unsaid(standing, words)
    yield Part(
        words("perspectives.consequences.title"),
        lines=tuple(our_consequence(standing, words)),
        table=consequences_table(standing, words),
        warnings=(unsaid,) if unsaid else (),
    )


def paper(book, words) -> tuple[Part, ...]:
    """Slips without labels; labels stand first on the sheet for actions and money."""
    ids = paper_statements()
    placing = Table(
        words("perspectives.place.title"),
        (
            words("perspectives.place.text"),
            words("perspectives.place.amount"),
            *(words(f"perspectives.perspective.{each}") for each in (*PERSPECTIVES, NONE_OF_THEM)),
            words("perspectives.place.reason"),
        ),
        tuple(("",) * 8 for _ in range(8)),
    )
    names = ("idea", "favors", "more", "less", "change")
    consequences = Table(
        words("perspectives.consequences.title"),
        tuple(words(f"perspectives.consequences.{each}") for each in names),
        tuple(
            (
                words(f"perspectives.perspective.{each}"),
                words(f"perspectives.favors.{each}") if each in PERSPECTIVES else "",
                "", "", "",
            )
            for each in (*PERSPECTIVES, OURS)
        ),
    )  # fmt: skip
    phrases = tuple(
        Input(f"phrase{n}", words("perspectives.phrases.title"), "text") for n in range(2)
    )
    return (
        Part(
            words("perspectives.phrases.title"),
            hint=words("perspectives.phrases.hint"),
            forms=(Form("phrases", "", phrases, ""),),
        ),
        *round_paper(instrument_of(ids), words, words_of=words_of(None)),
        Part(placing.caption, hint=words("perspectives.place.hint"), table=placing),
        Part(
            consequences.caption, hint=words("perspectives.consequences.hint"), table=consequences
        ),
    )
