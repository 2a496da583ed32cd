"""S20: the map of how people come to work here and stay, step by step: what is done, who decides,
what may turn people away.
"""

from equitykit.errors import EquitykitError
from equitykit.records.workforce import STEPS, HiringStep
from equitykit.views.fields import Option
from equitykit.views.practices import Form, Input, Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.practices.parts import filled

ASKED = ("done", "decides", "turns_away")
LONGEST = 160


def steps_mapped(standing) -> list[HiringStep]:
    """The steps that somebody has described, in the order in which people take them."""
    found = {each.step: each for _, each in standing.of(HiringStep)}
    return [found[step] for step in STEPS if step in found]


def map_part(standing, words) -> Part:
    """The map, and the form for a step of it; what a step had is typed anew."""
    mapped = steps_mapped(standing)
    open_steps = [step for step in STEPS if step not in {each.step for each in mapped}]
    names = words.list(words(f"workforce.step.{step}") for step in open_steps)
    return Part(
        words("workforce.map.title"),
        hint=words("workforce.map.hint"),
        warnings=(words("workforce.map.open", steps=names),) if mapped and open_steps else (),
        table=map_table(mapped, words) if mapped else None,
        empty=words("workforce.map.none"),
        forms=(_form(words),),
    )


def map_table(mapped: list[HiringStep], words) -> Table:
    return Table(
        words("workforce.map.title"),
        (words("workforce.head.step"), *(words(f"workforce.map.{each}") for each in ASKED)),
        tuple(
            (
                words(f"workforce.step.{step.step}"),
                *(getattr(step, each) or "–" for each in ASKED),
            )
            for step in mapped
        ),
    )


def _form(words) -> Form:
    steps = tuple(Option(each, words(f"workforce.step.{each}")) for each in STEPS)
    return Form(
        "workforce-map", "workforce.map_step",
        (
            Input("at", words("workforce.head.step"), "choice", steps, required=True),
            *(Input(each, words(f"workforce.map.{each}"), most=LONGEST,
                    hint=words(f"workforce.map.hint_{each}")) for each in ASKED),
        ),
        words("workforce.map.save"),
    )  # fmt: skip


def map_step(page, moment, values: dict) -> None:
    """Keep what is known of one step, in the place of what stood there.

    Raises
    ------
    EquitykitError
        ``choice_missing``, ``field_unknown``, ``text_missing``, ``value_not_taken``
    """
    step = str(values.get("at", ""))
    if step not in STEPS:
        raise EquitykitError("field_unknown" if step else "choice_missing")
    texts = {each: " ".join(str(values.get(each, "")).split())[:LONGEST] for each in ASKED}
    if not any(texts.values()):
        raise EquitykitError("text_missing")
    record = filled(HiringStep, meeting=moment.meeting_id, step=step, **texts)
    page.team.write(f"staff/map/{step}", record, id=values["id"])


def map_screen(moment, languages) -> TableScreen | CardScreen:
    """For the room: who decides at each step, and what may turn people away there."""
    title = said("workforce.map.title", languages)
    mapped = steps_mapped(moment.standing)
    if not mapped:
        return CardScreen(title, (said("workforce.map.none", languages),))
    asked = ASKED[1:]
    rows = tuple(
        (
            said(f"workforce.step.{step.step}", languages),
            # what people wrote stands as it is, in whichever language the room reads
            *(
                dict.fromkeys((words.language for words in languages), getattr(step, each) or "–")
                for each in asked
            ),
        )
        for step in mapped
    )
    head = (
        said("workforce.head.step", languages),
        *(said(f"workforce.map.{each}", languages) for each in asked),
    )
    return TableScreen(title, head, rows, page=moment.progress.page or 1)


def map_paper(words) -> Part:
    head = (words("workforce.head.step"), *(words(f"workforce.map.{each}") for each in ASKED))
    rows = tuple((words(f"workforce.step.{each}"), *("",) * len(ASKED)) for each in STEPS)
    title = words("workforce.map.title")
    return Part(title, hint=words("workforce.map.hint"), table=Table(title, head, rows))
