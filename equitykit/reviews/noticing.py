"""In front of a figure: whether people predicted first, and which lines explain, not see.

The order predict, notice, wonder, what this cannot tell us, whose account is missing, next
evidence is that of facilitation guide §7; that explanations wait for the causes too.
"""

import re

from equitykit.records.noticing import Noticed, ParkedExplanation, Predicted, SaidPrediction

EXPLANATION, DEFICIT = "explanation", "deficit"

# how somebody begins to say why, not what
_EXPLAINS = re.compile(
    r"\bbecause\b|\bdue to\b|\bcaused? by\b|\bthat'?s why\b|\bthe reason\b|\bso of course\b"
    r"|\bporque\b|\bdebido a\b|\ba causa de\b|\bpor culpa\b|\bpor eso\b|\bla raz[oó]n\b|\bya que\b",
    re.IGNORECASE,
)
# how somebody makes students or families the thing that is wrong (facilitation guide §9)
_DEFICIT = re.compile(
    r"\b(don'?t|do not|doesn'?t|does not) (really )?(care|want|value|try)\b|\blazy\b"
    r"|\bthose (kids|students|families|parents)\b|\bthese kids\b|\bat[- ]risk kids\b"
    r"|\bunmotivated\b|\bbroken homes?\b"
    r"|\black of (motivation|effort|discipline|interest)\b|\bnot (school|college) material\b"
    r"|\bno (les|le) importa\b|\bno quieren\b|\bno se esfuerzan\b|\bfloj[oa]s?\b"
    r"|\bdesmotivad[oa]s?\b"
    r"|\besos (ni[ñn]os|estudiantes|alumnos|padres)\b|\besas familias\b"
    r"|\bfalta de (motivaci[oó]n|esfuerzo|disciplina|inter[eé]s)\b|\bfamilias? rotas?\b",
    re.IGNORECASE,
)
# a phrase that is quoted, denied or asked about is not the speaker's
_QUOTED = re.compile(r"[\"“”«»]|\bnot (lazy|unmotivated)\b|\bno son floj|\?\s*$", re.IGNORECASE)


def explains(text: str) -> str:
    """What a line does besides seeing: ``explanation``, ``deficit``, or nothing (empty).

    It is a hint to the facilitator, who decides; a phrase that is quoted, or asked as a question,
    gives none.
    """
    if _QUOTED.search(text):
        return ""
    if _DEFICIT.search(text):
        return DEFICIT
    return EXPLANATION if _EXPLAINS.search(text) else ""


def offers_parking(line: Noticed) -> str:
    """Why a line is offered a place among the causes; empty where it is not, or was kept."""
    return "" if line.kept or line.round == "next_evidence" else explains(line.text)


def predicted_subject(meeting: str, measure: str, dimension: str) -> str:
    """Where it is kept that a meeting (empty: the team without one) has predicted."""
    return f"{meeting or 'team'}/predicted/{measure}/{dimension}"


def has_predicted(standing, meeting: str, measure: str, dimension: str) -> bool:
    """Whether people predicted in this meeting before they see a measure split in this way."""
    subject = predicted_subject(meeting, measure, dimension)
    if isinstance(standing.record(subject), Predicted):
        return True
    return any(
        (each.meeting, each.measure, each.dimension) == (meeting, measure, dimension)
        for _, each in standing.of(SaidPrediction)
    )


def lines_of(standing, round: str) -> list[tuple[str, Noticed]]:
    """Subjects and lines of one round, in order of first appearance."""
    return [each for each in standing.of(Noticed) if each[1].round == round]


def for_people(standing) -> list[tuple[str, Noticed]]:
    """Questions that people, not figures, can answer: they go to the listening."""
    return [
        each
        for each in standing.of(Noticed)
        if each[1].goes_to == "listen" or each[1].round == "missing_account"
    ]


def waiting_explanations(standing) -> list[tuple[str, ParkedExplanation]]:
    """What waits for the causes."""
    return [each for each in standing.of(ParkedExplanation) if each[1].state == "waiting"]
