"""The three views of a meeting, each drawn from a page and a moment."""

from equitykit.views.today_facilitator import facilitator_page
from equitykit.views.today_one import Strip, one_screen
from equitykit.views.today_plan import plan_meeting
from equitykit.views.today_room import room_screen
from equitykit.workbook.meeting_desk import desk_of, step_view
from equitykit.workbook.meeting_moment import Moment
from equitykit.workbook.meeting_plan import planning_of
from equitykit.workbook.meeting_screens import agenda_stands, screen_of, timer_of


def room_view(page, moment: Moment):
    """The wall."""
    languages = page.languages(moment)
    return room_screen(_screen(page, moment, languages), languages)


def _screen(page, moment: Moment, languages):
    return screen_of(moment, languages, figures=page.figures, invented=page.book.is_invented)


def facilitator_view(page, moment: Moment):
    """The facilitator's page; before a meeting is opened, the form that plans one."""
    if moment.meeting is None:
        return plan_meeting(planning_of(page, moment), page.words)
    return facilitator_page(desk_of(page, moment), page.words, languages=page.languages(moment))


def one_view(page, moment: Moment):
    """The wall with a strip of safe controls, for a laptop without a second screen."""
    if moment.meeting is None:
        return plan_meeting(planning_of(page, moment), page.words)
    languages = page.languages(moment)
    screen = _screen(page, moment, languages)
    return one_screen(screen, _strip(page, moment), languages=languages, words=page.words)


def _strip(page, moment: Moment) -> Strip:
    view = step_view(page, moment, with_desks=False)
    steps = [
        step.id for step, _, _, where in agenda_stands(moment, page.words) if where != "dropped"
    ]
    here = steps.index(moment.step.id) if moment.step.id in steps else 0
    progress = moment.progress
    return Strip(
        step=moment.step.id,
        previous=steps[here - 1] if here else "",
        following=steps[here + 1] if here + 1 < len(steps) else "",
        reveals=view.reveals,
        collects_lines=view.lines is not None,
        timer=timer_of(moment),
        timer_minutes=view.timer_minutes,
        pause=progress.pause,
        pause_phase=progress.pause_phase,
        fields=_pause_fields(page, moment),
        language=progress.language or page.book.parameters.language,
        facilitator=page.address("facilitator"),
    )


def _pause_fields(page, moment: Moment):
    from equitykit.workbook.meeting_pauses import panel

    if moment.progress.pause_phase != "consequence":
        return ()
    running = panel(
        moment, page.words, page.languages(moment), hidden=page.hidden, choosing=False
    ).running
    fields = (running.seen, running.change, running.unchanged) if running else ()
    return tuple(each for each in fields if each)
