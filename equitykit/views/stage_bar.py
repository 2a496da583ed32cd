"""The bar of a stage workbook: what the room sees now, and the few buttons that hold it."""

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.views.html import render
from equitykit.views.today_facilitator import RoomStand


def stage_bar(
    room: RoomStand,
    *,
    meeting: str,
    undo: str,
    contents: list[tuple[str, str]],
    words: Words,
) -> Markup:
    """The bar, and under it what the workbook holds.

    `meeting` is the address of the meeting's page, `undo` what could be undone, `contents` the
    sections as the id of their heading and their question.
    """
    return render(
        "stage_bar", room=room, meeting=meeting, undo=undo, contents=contents, words=words
    )
