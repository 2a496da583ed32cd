"""What was parked, with the day on which it comes back; it comes back by itself."""

from datetime import date, timedelta

from equitykit.errors import EquitykitError
from equitykit.records.parking import Parked
from equitykit.reviews.parking import OFTEN, carry_over, next_day, past
from equitykit.storage.clock import today
from equitykit.views.fields import Option
from equitykit.views.practices import Form, Input, Item, Part
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen
from equitykit.workbook.practices.agreements import both
from equitykit.workbook.practices.parts import date_of, day_of, filled, record_for, text_in
from equitykit.workbook.practices.table_again import again_items, again_lines, again_topics

HOW = ("taken_up", "again", "let_go")
# where no next meeting is known, what is parked comes back after two weeks
USUAL_DAYS = timedelta(days=14)


def carried(moment):
    """What was parked, as the open meeting gets it; without one, as today does."""
    return carry_over(moment.standing, moment.meeting_id, opened_on(moment))


def opened_on(moment) -> date:
    """The day for which things come back: of the open meeting, or today."""
    return max(moment.meeting.on, day_of(moment)) if moment.meeting else day_of(moment)


# on the desk


def back_part(moment, words) -> Part:
    back = carried(moment).back
    again = again_items(moment, opened_on(moment), words)
    return Part(
        words("resistance.back.title"),
        hint=words("resistance.back.hint") if back else "",
        items=(*(_back_item(moment, subject, parked, words) for subject, parked in back), *again),
        empty=words("resistance.back.none"),
    )


def _back_item(moment, subject: str, parked: Parked, words) -> Item:
    return Item(
        subject,
        text_in(parked, words),
        stands=(words("resistance.back.since", date=words.date(parked.back_on)),),
        warnings=tuple(_warnings(parked, day_of(moment), words)),
        forms=(_back_form(subject, words),),
    )


def _warnings(parked: Parked, on, words):
    if past(parked, on):
        yield words("resistance.back.past", date=words.date(parked.back_on))
    if parked.times >= OFTEN:
        yield words("resistance.back.often", count=parked.times)


def _back_form(subject: str, words) -> Form:
    hows = tuple(Option(each, words(f"resistance.how.{each}")) for each in HOW)
    return Form(
        id=f"resistance-back-{subject.rpartition('/')[2]}",
        action="resistance.back",
        name=words("resistance.back.of"),
        inputs=(
            Input("how", words("resistance.back.how"), "radios", hows, required=True),
            Input("came_of", words("resistance.back.came_of"), required=True),
            Input("back_on", words("resistance.back.new_day"), "date"),
        ),
        submit=words("resistance.back.do"),
        values={"subject": subject},
    )


def later_part(moment, words) -> Part:
    found = carried(moment)
    return Part(
        words("resistance.later.title"),
        lines=tuple(
            words("resistance.later.line", text=text_in(each, words), date=words.date(each.back_on))
            for _, each in (*found.here, *found.later)
        ),
        empty=words("resistance.later.none"),
        forms=(park_form(moment, "", "new", words),),
        # in a meeting it is for a topic that comes up; what comes back today stands above
        folded=moment.meeting is not None,
    )


def park_form(moment, topic: str, id: str, words) -> Form:
    now = day_of(moment)
    day = next_day(moment.standing, moment.meeting_id, now) or now + USUAL_DAYS
    name = words("resistance.park.of", topic=topic) if topic else words("resistance.park.new")
    own = {words.language: topic}
    return Form(
        id=f"resistance-park-{id}",
        action="resistance.park",
        name=name,
        hint=words("resistance.park.hint"),
        inputs=(
            Input("en", words("resistance.park.en"), value=own.get("en", "")),
            Input("es", words("resistance.park.es"), value=own.get("es", "")),
            Input("back_on", words("resistance.park.back_on"), "date", value=day.isoformat(),
                  required=True),
        ),
        submit=words("resistance.park.do"),
        values={"topic": topic} if topic else {},
    )  # fmt: skip


# what forms do


def park(page, moment, values: dict) -> None:
    """Put a topic aside until a day.

    Raises
    ------
    EquitykitError
        ``text_missing``, ``date_missing``, ``date_has_passed``
    """
    texts = {each: str(values.get(each, "")).strip() for each in ("en", "es")}
    if not any(texts.values()):
        raise EquitykitError("text_missing")
    back_on = _day(moment, values)
    parked = filled(Parked, meeting=moment.meeting_id, back_on=back_on, **texts)
    page.team.write(f"parked/{values['id']}", parked, id=values["id"])
    if values.get("topic") in moment.progress.paces:
        paces = moment.progress.paces
        page.room(paces={each: at for each, at in paces.items() if each != values["topic"]})


def _day(moment, values: dict):
    day = date_of(values.get("back_on", ""))
    if day < day_of(moment):
        raise EquitykitError("date_has_passed", date=day.isoformat())
    return day


def back(page, moment, values: dict) -> None:
    """Say what becomes of a topic that came back: taken up, let go, or a new day.

    Raises
    ------
    EquitykitError
        ``parked_reason_missing``, ``date_missing``, ``date_has_passed``
    """
    subject, how = str(values.get("subject")), values.get("how")
    parked = record_for(moment, subject, Parked)
    came_of = str(values.get("came_of", "")).strip()
    if moment.standing.entry(subject).id == values["id"]:
        return
    if how not in HOW or parked.state != "waiting":
        raise EquitykitError("field_unknown")
    if not came_of:
        raise EquitykitError("parked_reason_missing")
    if how == "again":
        changed = {
            "back_on": _day(moment, values), "times": min(parked.times + 1, 99),
            "meeting": moment.meeting_id,
        }  # fmt: skip
    else:
        changed = {"state": how, "closed_in": moment.meeting_id}
    changed["came_of"] = came_of
    page.team.write(subject, filled(Parked, **(parked.model_dump() | changed)), id=values["id"])


# what the room sees, what is read


def back_screen(moment, languages) -> CardScreen:
    """The topics that come back today: only what they are called."""
    topics = (
        *(both(parked, languages) for _, parked in carried(moment).back),
        *again_topics(moment.standing, opened_on(moment), languages),
    )
    return CardScreen(
        said("resistance.back.title", languages),
        topics or (said("resistance.back.none", languages),),
        page=moment.progress.page or 1,
    )


def run_sheet_lines(standing, meeting: str, on, words) -> tuple[str, ...]:
    """What comes back in a meeting, for its run sheet: parked, or decided with a mark."""
    lines = []
    for _, parked in carry_over(standing, meeting, on).back:
        name = text_in(parked, words)
        if past(parked, on):
            date = words.date(parked.back_on)
            lines.append(words("resistance.run_sheet.past", text=name, date=date))
        else:
            lines.append(words("resistance.run_sheet.back", text=name))
    return (*lines, *again_lines(standing, on, words))


def parked_told(account) -> tuple[Part, ...]:
    words, now = account.words, today()
    waiting, closed = [], []
    for _, parked in account.standing.of(Parked):
        values = {"text": text_in(parked, words), "date": words.date(parked.back_on)}
        if parked.state != "waiting":
            how = words(f"resistance.how.{parked.state}")
            closed.append(
                words(
                    "resistance.told.line",
                    text=text_in(parked, words),
                    how=how,
                    came_of=parked.came_of,
                )
            )
        elif past(parked, now):
            waiting.append(words("resistance.told.past", **values))
        else:
            waiting.append(words("resistance.later.line", **values))
    lists = (("waiting", waiting), ("closed", closed))
    return tuple(
        Part(words(f"resistance.told.{name}"), lines=tuple(lines)) for name, lines in lists if lines
    )
