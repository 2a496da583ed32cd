"""What drafts share, how the definition stands, and the card of it that later pages show."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from equitykit.records.meaning import (
    Definition,
    DefinitionConsent,
    DefinitionDifference,
    DraftMeanings,
    OfficialDefinition,
)
from equitykit.records.record import Withdrawn
from equitykit.reviews.consent import stand_of

DEFINITION, CONSENT, OFFICIAL = "definition", "definition/consent", "definition/official"

# words that tie sentences together, and those of the sentence that everybody began with
_COMMON = frozenset(
    """
    a about all also an and any are as at be because been but by can could did do does each every
    for from get gets had has have he her his how i if in into is it its like make makes may mean
    means more most must no nobody not of on one only or other our she should so some such than
    that the their them then there these they this those to too very was we were what when where
    which who whose will with without would you your equity here
    al algo alguien algún aquí así aunque cada como cómo con cual cuando cuándo de del donde dónde
    el ella ellas ellos en entre era es esa ese eso esta está están estas este esto estos fue ha
    haber hace hacer hasta hay la las le les lo los más me mi mis muy nadie ni nos nosotros
    nuestra nuestras nuestro nuestros o otra otras otro otros para pero por porque pueda puede
    pueden que qué quien quién quienes se sea sean según ser si sin sino sobre son su sus también
    tan te tener tenga tengan ti tiene tienen toda todas todo todos tu tus un una unas uno unos
    usted ustedes y ya yo equidad significa
    """.split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True)
class DefinitionCard:
    """The definition as later pages show it.

    `stand` is ``draft`` (nobody was asked, or it was changed since), ``open`` (somebody cannot,
    or needs to talk) or ``agreed``; `differences` still stand beside it.
    """

    definition: Definition
    stand: str
    consent: DefinitionConsent | None
    differences: tuple[str, ...]

    def text_in(self, language: str) -> str:
        """The definition in `language`; where that is missing, in the other."""
        return getattr(self.definition, language) or self.definition.text


@dataclass(frozen=True)
class EarlierDefinition:
    """A wording that people were asked about, and why it was opened again, if it was."""

    consent: DefinitionConsent
    asked: datetime
    reason: str


def definition_card(standing) -> DefinitionCard | None:
    """The definition that stands; ``None`` where nothing is written yet."""
    definition = standing.record(DEFINITION)
    if not isinstance(definition, Definition) or not definition.text.strip():
        return None
    consent = standing.record(CONSENT)
    consent = consent if isinstance(consent, DefinitionConsent) else None
    return DefinitionCard(
        definition=definition,
        stand=stand_of(definition, consent),
        consent=consent,
        differences=tuple(
            each.text for _, each in standing.of(DefinitionDifference) if each.state == "stands"
        ),
    )


def earlier_definitions(entries: Iterable) -> list[EarlierDefinition]:
    """Every wording that people were asked about, oldest first; of one wording the last count."""
    found: list[EarlierDefinition] = []
    for entry in entries:
        if entry.subject != CONSENT:
            continue
        if isinstance(entry.record, Withdrawn):
            if found:
                last = found[-1]
                found[-1] = EarlierDefinition(last.consent, last.asked, entry.reason)
        elif isinstance(entry.record, DefinitionConsent):
            asked = EarlierDefinition(entry.record, entry.time, "")
            if found and not found[-1].reason and _same(found[-1].consent, entry.record):
                found.pop()
            found.append(asked)
    return found


def read_meanings(standing, subject: str) -> tuple[str, ...]:
    """Which of the four everyday meanings the team reads in a draft."""
    record = standing.record(subject)
    return record.meanings if isinstance(record, DraftMeanings) else ()


def _same(one: DefinitionConsent, other: DefinitionConsent) -> bool:
    return (one.en, one.es) == (other.en, other.es)


# comparing words


def shared_words(texts: Iterable[str]) -> dict[str, int]:
    """Words that stand in two texts and more, with the number of texts; the commonest first.

    Singular and plural count as one word; words that only tie sentences together do not count.
    """
    texts = list(texts)
    simple = _singulars(texts)
    counted = Counter(
        word for text in texts for word in {simple[each] for each in _telling_words(text)}
    )
    shared = [(word, count) for word, count in counted.items() if count > 1]
    return dict(sorted(shared, key=lambda each: (-each[1], each[0])))


def marked(text: str, shared: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, each with whether it is one of the `shared` words."""
    shared = frozenset(shared)
    pieces, end = [], 0
    for found in _WORD.finditer(text):
        if not _forms(found[0].casefold()) & shared:
            continue
        if found.start() > end:
            pieces.append((text[end : found.start()], False))
        pieces.append((found[0], True))
        end = found.end()
    if end < len(text):
        pieces.append((text[end:], False))
    return tuple(pieces)


def shared_in(text: str, shared: Iterable[str]) -> list[str]:
    """Those of the `shared` words that stand in `text`, as it writes them, each once."""
    return list(dict.fromkeys(piece.casefold() for piece, is_shared in marked(text, shared)
                              if is_shared))  # fmt: skip


def words_only_in(one: str, other: str) -> list[str]:
    """Telling words of `one` that `other` has not, in the order of `one`."""
    simple = _singulars([one, other])
    there = {simple[each] for each in _telling_words(other)}
    missing = (each for each in _telling_words(one) if simple[each] not in there)
    return list(dict.fromkeys(missing))


def official_gaps(standing, language: str) -> tuple[list[str], list[str]]:
    """Telling words that only the team's definition has, and that only the district's has.

    Both in `language`; nothing where one of the two is not written in it.
    """
    ours, theirs = standing.record(DEFINITION), standing.record(OFFICIAL)
    if not isinstance(ours, Definition) or not isinstance(theirs, OfficialDefinition):
        return [], []
    one, other = getattr(ours, language), getattr(theirs, language)
    if not one.strip() or not other.strip():
        return [], []
    return words_only_in(one, other), words_only_in(other, one)


def _telling_words(text: str) -> list[str]:
    words = (found[0].casefold() for found in _WORD.finditer(text))
    return [word for word in words if len(word) > 2 and word not in _COMMON]


def _singulars(texts: list[str]) -> dict[str, str]:
    """Each telling word, with the shortest of its forms that is used anywhere in `texts`."""
    used = {word for text in texts for word in _telling_words(text)}
    return {word: min((_forms(word) & used) or {word}, key=len) for word in used}


def _forms(word: str) -> frozenset[str]:
    """The word, and what it may be the plural of: in English and Spanish ``-s`` or ``-es``."""
    ends = ("s", "es")
    return frozenset([word, *(word.removesuffix(end) for end in ends if len(word) - len(end) > 2)])
