"""The meeting's page: one team's record, drawn for the wall or for the facilitator, and changed.

A page is a process of its own, with other pages beside it. It reads everything anew from the
journal whenever that has changed, and keeps nothing that a record or the room's state could.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable
from functools import cached_property

from pydantic import ValidationError

from equitykit.content.texts import LANGUAGES, Words
from equitykit.errors import EquitykitError
from equitykit.records.record import Record
from equitykit.reviews import progress as moves
from equitykit.reviews.pause_questions import team_prompts
from equitykit.reviews.progress import Progress
from equitykit.storage.clock import now, today
from equitykit.storage.journal.entry import Entry, Standing
from equitykit.views.group_rows import by_code
from equitykit.views.stage_bar import stage_bar
from equitykit.widgets.field_change import FieldChange, Kept
from equitykit.workbook.carried_words import carried
from equitykit.workbook.contents import contents_of
from equitykit.workbook.head import meeting_address
from equitykit.workbook.meeting_actions import ACTIONS, BEFORE_A_MEETING, ROOM_ACTIONS
from equitykit.workbook.meeting_desk import practice_html, room_stand, undo_of
from equitykit.workbook.meeting_fields import blank_of, check_new_line, value_of
from equitykit.workbook.meeting_moment import Moment
from equitykit.workbook.meeting_views import facilitator_view, one_view, room_view
from equitykit.workbook.practices.practice import part_of_practice
from equitykit.workbook.record import TeamRecord

ROOM, FACILITATOR = "room", "facilitator"
# a page that nobody touches still tells that the meeting is getting late
REDRAW_EVERY = 20_000


class MeetingPage:
    """One view of a team's meeting.

    `clock` tells milliseconds since 1970. `draw`, `save`, `act` and `pulse` are what a live
    section asks for. `choosing` says that the
    facilitator is choosing a question; `told_at_end` is what ending the meeting has done.
    """

    def __init__(self, book, team: TeamRecord, view: str, clock: Callable[[], int] = now):
        self.book = book
        self.now = clock
        self.team = team
        self.view = view
        self.choosing = False
        self.told_at_end: tuple[str, ...] = ()
        self._drawn_ahead: tuple | None = None
        self._read_at: tuple[int, int] | None = None
        self._standing: Standing | None = None
        self._worded: tuple[Standing, dict[str, Words]] | None = None
        self._entries: list[Entry] | None = None
        self._began = team.journal.pulse(team.stream)[0]
        if view == ROOM:
            # a wall that opens, or opens again after a crash, shows nothing until it is told to
            self.room(blank=True)

    # what a live section asks for

    def draw(self):
        """The page as HTML.

        Raises
        ------
        EquitykitError
            ``wall_waits`` in place of whatever it is, where the room would read it
        """
        with self._words_of_a_wall():
            return self._draw()

    def _draw(self):
        moment = self.moment()
        html = DRAWN[self.view](self, moment)
        self._draw_ahead(moment)
        return html

    def draw_practice(self, id: str):
        """The desk of one practice, as a section of its stage's workbook."""
        return practice_html(self, self.moment(), id, level=0)

    def draw_bar(self):
        """The bar of a stage's workbook."""
        moment = self.moment()
        room = room_stand(self, moment, self.languages(moment))
        meeting = self.address(FACILITATOR)
        words = self.words
        contents = contents_of(self.book.name, words)
        return stage_bar(
            room, meeting=meeting, undo=undo_of(self, moment), contents=contents, words=words
        )

    def undo_after(self, moment: Moment) -> int:
        """The entry after which things may be undone: those of this meeting, else of this page."""
        return moment.progress.opened if moment.meeting else self._began

    def pulse(self) -> tuple:
        """Three numbers of the journal; on the facilitator's page also the passing of time."""
        with self._words_of_a_wall():
            return self._pulse()

    def _pulse(self) -> tuple:
        sequence, drafts, room = self.team.journal.pulse(self.team.stream)
        if self.view == ROOM:
            return sequence, drafts, room
        return sequence, room, self.now() // REDRAW_EVERY

    def save(self, change: FieldChange) -> Kept:
        """Keep what is typed in a field; when it is left, as an entry.

        Raises
        ------
        EquitykitError
            ``field_unknown``, ``value_not_taken``, and what the journal raises
        """
        with self._words_of_a_wall("store_"):
            return self._save(change)

    def _save(self, change: FieldChange) -> Kept:
        subject, _, attribute = change.field.partition("#")
        moment = self.moment()
        journal, stream = self.team.journal, self.team.stream
        if self.view == ROOM:
            raise EquitykitError("field_unknown")
        if subject.startswith("line/new/"):
            check_new_line(subject, attribute)
            journal.keep_draft(stream, change.field, change.text, **_draft(change))
            return Kept(None)
        blank = blank_of(subject, meeting=moment.meeting_id, standing=moment.standing)
        if not change.final:
            value_of(blank, attribute, change.text)
            journal.keep_draft(stream, change.field, change.text, **_draft(change))
            return Kept(None)
        value = value_of(blank, attribute, change.text)
        if attribute == "changes" and value and moment.standing.record(value) is None:
            raise EquitykitError("value_not_taken", attribute=attribute, value=value[:40])
        correcting = dict(moment.progress.correcting)
        reason = correcting.pop(subject, "")
        entry = journal.change(
            stream,
            subject,
            attribute,
            value,
            id=change.id,
            base=change.base,
            blank=blank,
            reason=reason,
        )
        if reason:
            self.room(correcting=correcting)
        return Kept(entry.sequence)

    def act(self, name: str, values: dict) -> None:
        """Do what a button says.

        Raises
        ------
        EquitykitError
            ``field_unknown`` for a button that this view does not have, ``live_message_wrong``
            for values of a wrong type, ``meeting_not_open``, and what the action raises
        """
        with self._words_of_a_wall("store_"):
            self._act(name, values)

    def _act(self, name: str, values: dict) -> None:
        of_practice = part_of_practice(name, "actions")
        if name not in (ROOM_ACTIONS if self.view == ROOM else ACTIONS) and not (
            of_practice and self.view == FACILITATOR
        ):
            raise EquitykitError("field_unknown")
        if any(isinstance(value, str) is (key == "lines") for key, value in values.items()):
            raise EquitykitError("live_message_wrong")
        moment = self.moment()
        if moment.meeting is None and name not in BEFORE_A_MEETING and not of_practice:
            raise EquitykitError("meeting_not_open")
        if self.view != ROOM:
            self.room(touched=moment.now, **moves.come_back(self._stored(), moment.now))
        (of_practice or ACTIONS[name])(self, moment, values)

    # what actions and views ask for

    def moment(self) -> Moment:
        """Everything as it is now."""
        journal, stream = self.team.journal, self.team.stream
        sequence, drafts, _ = journal.pulse(stream)
        if self._read_at != (sequence, drafts):
            # erasing changes no sequence, but counts as a change of drafts
            self._read_at = (sequence, drafts)
            self._standing, self._entries = journal.standing(stream), None
        return Moment(
            standing=self._standing,
            read_entries=self._all_entries,
            drafts=journal.drafts(stream),
            progress=self._progress(),
            sequence=sequence,
            now=self.now(),
            own_prompts=(*self.book.overlay.prompts, *team_prompts(self._standing)),
            data=lambda: self.data if self.book.has_data else None,
        )

    @contextlib.contextmanager
    def _words_of_a_wall(self, about: str = ""):
        """An error names files and reasons; the room reads only that its record is waited for.

        `about` is how the ids of such errors begin; others are what somebody at the one screen
        can put right.
        """
        try:
            yield
        except EquitykitError as error:
            if self.view == FACILITATOR or not error.id.startswith(about):
                raise
            raise EquitykitError("wall_waits") from None

    def _draw_ahead(self, moment: Moment) -> None:
        """Draw the figure of a meeting about data before it is asked for.

        A wall is a process of its own, and the first figure takes it seconds: charts are
        imported, a drawing program is started. What is shown should be seen within one.
        """
        if moment.meeting is None or all(s.section != "data" for s in moment.agenda.steps):
            return
        ahead = (json.dumps(moment.progress.choice), moment.progress.language)
        if ahead == self._drawn_ahead or not self.book.has_data:
            return
        self._drawn_ahead = ahead
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            # without an event loop nobody is waiting
            return
        for words in self.languages(moment):
            loop.run_in_executor(None, self._quietly, moment.progress.choice, words)

    def _quietly(self, stored: dict, words: Words) -> None:
        # what cannot be drawn is said when it is asked for
        with contextlib.suppress(Exception):
            self.data.figure(stored, words)

    def _all_entries(self) -> list[Entry]:
        if self._entries is None:
            self._entries = self.team.journal.entries(self.team.stream)
        return self._entries

    def _progress(self) -> Progress:
        """Where the meeting stands; a clock that ran on while everybody was away is set back."""
        stored = self._stored()
        return stored.model_copy(update=moves.come_back(stored, self.now()))

    def _stored(self) -> Progress:
        return Progress(**self.team.journal.room(self.team.stream).values)

    def room(self, **changes) -> None:
        """Change what the room sees, or where the meeting stands."""
        self.team.journal.change_room(self.team.stream, **changes)

    def today(self):
        return today()

    def checked(self, record: Record, attribute: str, value) -> Record:
        """A copy with one value changed.

        Raises
        ------
        EquitykitError
            ``value_not_taken``
        """
        try:
            return record.with_value(attribute, value)
        except ValidationError:
            raise EquitykitError(
                "value_not_taken", attribute=attribute, value=str(value)[:40]
            ) from None

    @property
    def all_words(self) -> dict[str, Words]:
        """The words of both languages, the district's own and what the team has decided."""
        if self._standing is None:
            self.moment()
        if self._worded is None or self._worded[0] is not self._standing:
            terms = self.book.settings.terms_in
            found = {
                language: carried(Words(language, terms(language)), self._standing)
                for language in LANGUAGES
            }
            self._worded = (self._standing, found)
        return self._worded[1]

    @property
    def words(self) -> Words:
        """The facilitator's words: the language of the meeting, if it is one."""
        chosen = self._stored().language
        return self.all_words.get(chosen) or self.all_words[self.book.words.language]

    def languages(self, moment: Moment) -> tuple[Words, ...]:
        """The words of the room; the question of a pause stands in both languages."""
        if moment.progress.screen == "pause" and moment.progress.pause_phase != "consequence":
            return tuple(self.all_words.values())
        return moment.languages(self.all_words, self.book.parameters.language)

    @cached_property
    def data(self):
        """The figures of the district, read when a step first needs them."""
        # charts take a second to import: only where one is drawn
        from equitykit.workbook.meeting_data import MeetingData

        return MeetingData(self.book, heading_level=3 if self.view == "facilitator" else 2)

    def figures(self, languages) -> dict:
        """The figure of the meeting's data choice, by language."""
        stored = self.moment().progress.figure
        return {words.language: self.data.figure(stored, words) for words in languages}

    def hidden(self) -> frozenset[str]:
        return self.data.hidden_groups if self.book.has_data else frozenset()

    def groups(self) -> list[str]:
        known = self.data.groups if self.book.has_data else []
        return by_code(known, self.words.group_order)

    def address(self, view: str) -> str:
        """The address of another view of this team's meeting."""
        return meeting_address(self.book, view)


def _draft(change: FieldChange) -> dict:
    return {"id": change.id, "revision": change.revision, "base": change.base}


DRAWN = {ROOM: room_view, "facilitator": facilitator_view, "one": one_view}
