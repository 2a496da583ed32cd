"""What is said of a figure before anybody sees it: the team's question, what is counted, up to
which day, and who is not in it (facilitation guide §7)."""

from functools import partial

from equitykit.content.codelists import load_measures
from equitykit.records.inventory import DataSet
from equitykit.reviews.inventory import last_day, months_between, questions
from equitykit.views.record_values import known_text
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.practices.inventory_desk import lag_words
from equitykit.workbook.practices.inventory_prepared import again, missing_of, prepared_sets
from equitykit.workbook.practices.parts import day_of, in_each, text_in

SAID = ("question", "unit", "among", "until", "missing")


def before_rows(moment, measure: str, period: str, words) -> list[tuple[str, str]]:
    """What to say of a measure in a school year, each with its heading; no figure is in it."""
    values = {
        "question": [text_in(record, words) for _, record in questions(moment.standing)],
        "unit": [known_text(f"measures.{measure}.counts", words)],
        "among": [known_text(f"measures.{measure}.among", words)],
        "until": [_until(moment, measure, period, words)],
        "missing": _missing(moment, measure, words),
    }
    return [
        (
            words(f"noticing.before.{each}"),
            " · ".join(text for text in values[each] if text) or words("noticing.before.nobody"),
        )
        for each in SAID
    ]


def _until(moment, measure: str, period: str, words) -> str:
    known = load_measures().get(measure)
    if known is None:
        return period
    day = last_day(known.family, period)
    age = lag_words(months_between(day, day_of(moment)), words)
    return words("noticing.before.day", year=period, date=words.date(day), age=age)


def _missing(moment, measure: str, words) -> list[str]:
    """Who is missing: as the files of the measure say, and as the inventory says of them."""
    known, data = load_measures(), moment.data()
    family = known[measure].family if measure in known else None
    told = [
        each.missing_who
        for _, each in moment.standing.of(DataSet)
        if each.missing_who and each.measure in known and known[each.measure].family == family
    ]
    here = prepared_sets(data.book) if data else []
    for each in [each for each in here if each.family == family]:
        tell = partial(missing_of, each, data.book)
        told = [tell(words), *(again(text, tell, data.book, words) for text in told)]
    return list(dict.fromkeys(told))


def before_screen(moment, languages) -> TableScreen | CardScreen:
    """What the next figure counts, before it is there."""
    title, choice = said("noticing.before.title", languages), moment.progress.choice
    if not (choice.get("measure") and choice.get("period")):
        return CardScreen(title, (said("noticing.before.nothing", languages),))
    measure, period = choice["measure"], choice["period"]
    told = {words.language: before_rows(moment, measure, period, words) for words in languages}
    rows = tuple(
        tuple(in_each(languages, lambda words, at=at, cell=cell: told[words.language][at][cell])
              for cell in range(2))
        for at in range(len(SAID))
    )  # fmt: skip
    head = tuple(said(f"noticing.before.{each}", languages) for each in ("what", "said"))
    return TableScreen(title, head, rows, page=moment.progress.page or 1)
