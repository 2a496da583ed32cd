"""From a stored kind and body back to the record that they were."""

from equitykit.records.agreements import Agreement, AgreementConsent, AgreementKept, AgreementLimits
from equitykit.records.ask_later import AskLater
from equitykit.records.barriers import BarrierCheck, EventPlan
from equitykit.records.calendar import CalendarItem, CalendarMeans, SchoolBreak
from equitykit.records.capacities import LearningStep
from equitykit.records.commitments import Commitment, CommitmentAsked, CommitmentCheck, Sponsor
from equitykit.records.dialogue import DialogueAnswer, DialogueTable, DialogueTheme
from equitykit.records.draft_reads import DraftRead
from equitykit.records.focus import DataFocus, FocusConsidered
from equitykit.records.framing import Framing, GapWord
from equitykit.records.groups import GroupEntry, GroupOrder
from equitykit.records.hopes import HopesAnswer
from equitykit.records.horizons import Expectation, Horizon
from equitykit.records.indicators import Indicator
from equitykit.records.inventory import DataGap, DataQuestion, DataSet, TestWindow
from equitykit.records.labour import LabourTask
from equitykit.records.meaning import (
    Definition,
    DefinitionConsent,
    DefinitionDifference,
    DraftMeanings,
    OfficialDefinition,
)
from equitykit.records.mirror import GivenLine
from equitykit.records.need_index import NeedColumn, NeedPlace, NeedResource
from equitykit.records.notes import Decision, Line, MeasureShown, Note, Promise, RoleTally
from equitykit.records.noticing import (
    CrossingSeen,
    Noticed,
    ParkedExplanation,
    Predicted,
    RouteChosen,
    SaidPrediction,
)
from equitykit.records.origins import GlossaryWord, TimelineEntry
from equitykit.records.parking import Parked
from equitykit.records.pause_questions import PauseQuestion
from equitykit.records.pauses import Pause
from equitykit.records.perspectives import (
    DistrictAction,
    DistrictPhrase,
    PerspectiveConsequence,
    PerspectiveDeal,
    PerspectiveLabels,
)
from equitykit.records.preparation import MeetingReady
from equitykit.records.primers import PrimerIntroduced
from equitykit.records.principles import PrincipleCheck
from equitykit.records.pulse import PulseItems
from equitykit.records.readiness import ConditionCarried, ReadinessEvidence
from equitykit.records.record import FromLater, Record, Withdrawn
from equitykit.records.rights import AgendaItem, ItemInput, WhoDecides
from equitykit.records.rounds import Round
from equitykit.records.seats import SecondHolders, TeamSeats
from equitykit.records.series import (
    Attendance,
    BetweenTask,
    DepthSign,
    PlannedMeeting,
    SeriesPlan,
)
from equitykit.records.shelf import ShelfCard, ShelfNeed
from equitykit.records.strategies import GroundSaid, Strategy
from equitykit.records.table import (
    Invitation,
    ItemTouches,
    LoneSupport,
    TableMap,
    Touched,
)
from equitykit.records.team import (
    Meeting,
    MeetingEnded,
    NextMeeting,
    StageReached,
    SupportCard,
    Team,
)
from equitykit.records.trust import ConnectionAsked, FeedbackAnswer
from equitykit.records.voice import VoiceEntry, VoiceStruck
from equitykit.records.workforce import HiringStep, StaffCounts, StaffFunnel
from equitykit.records.yardstick import YardstickChosen

# written out: a kind must be known here before anything is read, whoever imports what
KINDS: dict[str, type[Record]] = {
    cls.kind: cls
    for cls in (
        Team, StageReached, SupportCard, Meeting, MeetingEnded, NextMeeting,
        Line, Note, Decision, Promise, MeasureShown, RoleTally, Pause, PauseQuestion,
        Withdrawn, FromLater,
        Agreement, AgreementConsent, AgreementKept, AgreementLimits,
        Round, PulseItems, HopesAnswer, ReadinessEvidence, ConditionCarried, LearningStep,
        AgendaItem, ItemInput, WhoDecides, Parked, Strategy, GroundSaid, GivenLine,
        CalendarItem, SchoolBreak, CalendarMeans, LabourTask, MeetingReady,
        GapWord, Framing, Definition, DefinitionConsent, DefinitionDifference,
        OfficialDefinition, DraftMeanings, DistrictPhrase, PerspectiveDeal, PerspectiveLabels,
        DistrictAction, PerspectiveConsequence,
        GroupEntry, GroupOrder, Horizon, Expectation, TimelineEntry, GlossaryWord, PrincipleCheck,
        Sponsor, Commitment, CommitmentCheck, CommitmentAsked,
        SeriesPlan, PlannedMeeting, BetweenTask, Attendance, DepthSign,
        ConnectionAsked, FeedbackAnswer,
        PrimerIntroduced, ShelfNeed, ShelfCard, DialogueTable, DialogueAnswer, DialogueTheme,
        Touched, TableMap, Invitation, ItemTouches, LoneSupport, EventPlan, BarrierCheck,
        VoiceEntry, VoiceStruck, TeamSeats, SecondHolders,
        Predicted, SaidPrediction, Noticed, ParkedExplanation, RouteChosen, CrossingSeen,
        DataQuestion, DataSet, DataGap, TestWindow, YardstickChosen,
        DataFocus, FocusConsidered, AskLater, DraftRead, Indicator, StaffCounts,
        StaffFunnel, HiringStep, NeedColumn, NeedPlace, NeedResource,
    )
}  # fmt: skip


def read_record(kind: str, body: dict) -> Record:
    """The record of a stored kind and body; what a later version wrote comes as `FromLater`."""
    known = KINDS.get(kind)
    if known is None or not set(body) <= set(known.model_fields):
        return FromLater(named=kind, body=body)
    return known.model_validate(body)
