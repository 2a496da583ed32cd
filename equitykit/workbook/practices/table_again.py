"""What was decided with a mark, without somebody it touches: it comes back in an opening."""

from equitykit.records.rights import AgendaItem
from equitykit.records.table import ItemTouches
from equitykit.reviews.table import to_open_again
from equitykit.views.practices import Form, Input, Item
from equitykit.workbook.practices.agreements import both
from equitykit.workbook.practices.table_shown import called


def again_items(moment, on, words) -> tuple[Item, ...]:
    """What comes back by the day `on`, each with the form that says what came of it."""
    return tuple(
        Item(
            "",
            called(item, words),
            stands=(again_line(made, words),),
            warnings=(words("table.again.past", date=words.date(made.again)),)
            if made.again < on
            else (),
            forms=(_form(subject, item, words),),
        )
        for subject, item, made in to_open_again(moment.standing, on)
    )


def again_line(made: ItemTouches, words) -> str:
    """Without whom it was decided, and when it is opened again."""
    date = words.date(made.again)
    if groups := made.without.get(words.language) or next(iter(made.without.values()), ""):
        return words("table.again.line", groups=groups, date=date)
    return words("table.again.unnamed", date=date)


def _form(subject: str, item: AgendaItem, words) -> Form:
    return Form(
        id=f"table-again-{subject.rpartition('/')[2]}",
        action="table.reopen",
        name=words("table.again.of", item=called(item, words)),
        inputs=(
            Input("came_of", words("table.again.came_of"), required=True),
            Input("again", words("table.again.new_day"), "date"),
        ),
        submit=words("table.again.do"),
        values={"subject": subject},
    )


def again_topics(standing, on, languages) -> tuple[dict[str, str], ...]:
    """What the items that come back are called, for the room."""
    return tuple(both(item, languages) for _, item, _ in to_open_again(standing, on))


def again_lines(standing, on, words) -> tuple[str, ...]:
    """What comes back in a meeting on the day `on`, for its run sheet."""
    return tuple(
        words("table.again.run_sheet", text=called(item, words), line=again_line(made, words))
        for _, item, made in to_open_again(standing, on)
    )
