"""What a team should look at in its agreements: length, what they guard, consent to each line."""

import re
from dataclasses import dataclass

from equitykit.records.agreements import Agreement, AgreementConsent
from equitykit.reviews.consent import stand_of

# few enough to be remembered (facilitation guide §3)
FEWEST, MOST = 4, 8
GUARDED = ("power", "language", "confidence", "repair")

_INTENT = re.compile(r"good intent|best intent|buena intenci|buenas intenciones", re.IGNORECASE)
_EFFECT = re.compile(r"effect|impact|land|hurt|efecto|impacto|lastim|duel", re.IGNORECASE)


@dataclass(frozen=True)
class LineStand:
    """A line and how it stands (see :func:`equitykit.reviews.consent.stand_of`)."""

    subject: str
    line: Agreement
    consent: AgreementConsent | None
    stand: str

    @property
    def leans_on_intent(self) -> bool:
        """Whether it asks to assume good intent and says nothing of the effect of words."""
        text = f"{self.line.en} {self.line.es}"
        return bool(_INTENT.search(text)) and not _EFFECT.search(text)


def lines_of(standing) -> list[LineStand]:
    """All lines in order of first appearance."""
    return [
        _stand(subject, line, standing.record(f"{subject}/consent"))
        for subject, line in standing.of(Agreement)
    ]


def _stand(subject: str, line: Agreement, consent) -> LineStand:
    consent = consent if isinstance(consent, AgreementConsent) else None
    return LineStand(subject, line, consent, stand_of(line, consent))


def not_guarded(lines: list[LineStand]) -> list[str]:
    """Of power, language, confidence and repair, those that no line is about."""
    about = {each.line.about for each in lines}
    return [each for each in GUARDED if each not in about]
