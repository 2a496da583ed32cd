"""S29: what we mean by equity; drafted alone, compared, written together, differences kept."""

from dataclasses import replace

from equitykit.content.texts import LANGUAGES
from equitykit.records.meaning import (
    MEANINGS,
    Definition,
    DefinitionConsent,
    DefinitionDifference,
    DraftMeanings,
    OfficialDefinition,
)
from equitykit.reviews.meaning import (
    DEFINITION,
    OFFICIAL,
    DefinitionCard,
    definition_card,
    official_gaps,
    read_meanings,
)
from equitykit.reviews.rounds import Instrument, Question
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk
from equitykit.workbook.meeting_fields import field_of
from equitykit.workbook.practices import meaning_actions, meaning_shown, round_state
from equitykit.workbook.practices.consent import answer_inputs
from equitykit.workbook.practices.meaning_shown import (
    consent_counts,
    drafts_of,
    drafts_parts,
    tag_counts,
    words_of,
)
from equitykit.workbook.practices.parts import put_away
from equitykit.workbook.practices.practice import Practice, Writes
from equitykit.workbook.practices.rounds import round_actions, round_paper, round_parts

# which of what comes after the drafts a step of the meeting needs at once
OPEN_IN = {"silent_draft": (), "working_definition": ("definition", "differences")}
INSTRUMENT = Instrument("meaning", (Question("draft", "text"),))


def desk(page, moment) -> PracticeDesk:
    words = page.words
    step = moment.step.id if moment.meeting else ""
    later = {
        "definition": _definition(moment, words),
        "differences": _differences(moment, words),
        "official": _official(moment, words),
    }
    return PracticeDesk(
        id="meaning",
        title=words("meaning.section.title"),
        instruction=words("meaning.section.about"),
        parts=(
            *_round(page, moment),
            *drafts_parts(moment.standing, words),
            *_tags(moment.standing, words),
            *(
                part if name in OPEN_IN.get(step, later) else put_away(part)
                for name, part in later.items()
            ),
        ),
    )


def _round(page, moment) -> list[Part]:
    """The round of drafts; out of the way once it is over."""
    parts = round_parts(page, moment, INSTRUMENT, words_of=words_of)
    over = drafts_of(moment.standing) and not round_state.collected(page, INSTRUMENT).open
    return [replace(part, folded=True) if over and not part.private else part for part in parts]


def _tags(standing, words):
    """For each draft, which of the four meanings the team reads in it."""
    drafts = drafts_of(standing)
    if not drafts:
        return
    yield Part(
        words("meaning.tags.title"),
        hint=words("meaning.tags.hint"),
        lines=tuple(tag_counts(standing, words)),
        items=tuple(
            Item(
                subject="",
                title=words("meaning.tags.draft", number=number, text=text),
                buttons=tuple(
                    Button(
                        "meaning.tag", words(f"meaning.meanings.{each}"),
                        {"draft": subject, "meaning": each}, told_to=text,
                        pressed=each in read_meanings(standing, subject),
                    )
                    for each in MEANINGS
                ),
            )
            for number, (subject, text) in enumerate(drafts.items(), 1)
        ),
        folded=True,
    )  # fmt: skip


def _definition(moment, words) -> Part:
    card = definition_card(moment.standing)
    agreed = card is not None and card.stand == "agreed"
    return Part(
        words("meaning.definition.title"),
        hint=words("meaning.definition.hint"),
        items=(
            Item(
                subject=DEFINITION,
                title=words("meaning.definition.title"),
                # what was agreed is changed with a reason, not by a slip of the hand
                fields=() if agreed else tuple(_fields(moment, words)),
                stands=tuple(_stands(card, agreed, words)),
                warnings=tuple(_warnings(card, words)),
                forms=tuple(_forms(card, agreed, words)),
            ),
        ),
    )


def _fields(moment, words):
    for language in LANGUAGES:
        yield field_of(
            moment, DEFINITION, language, words(f"meaning.definition.{language}"), rows=3
        )
    yield field_of(
        moment, DEFINITION, "meanings", words("meaning.definition.meanings"), kind="checks",
        options=tuple(Option(each, words(f"meaning.meanings.{each}")) for each in MEANINGS),
    )  # fmt: skip


def _stands(card: DefinitionCard | None, agreed: bool, words):
    if card is None:
        return
    if agreed:
        yield from (text for text in (card.definition.en, card.definition.es) if text)
    yield words(f"meaning.stand.{card.stand}")
    if card.consent and card.stand != "draft":
        yield consent_counts(card.consent, words)


def _warnings(card: DefinitionCard | None, words):
    if card and not (card.definition.en.strip() and card.definition.es.strip()):
        yield words("meaning.definition.one_language")
    if card and card.stand == "open" and not card.differences:
        yield words("meaning.differences.asked")


def _forms(card: DefinitionCard | None, agreed: bool, words):
    if agreed:
        yield Form(
            "meaning-reopen", "meaning.reopen",
            (Input("reason", words("meaning.reopen.reason"), required=True),),
            words("meaning.reopen.submit"), name=words("meaning.reopen.title"),
        )  # fmt: skip
    elif card:
        yield Form(
            "meaning-consent", "meaning.consent",
            answer_inputs("meaning", words),
            words("meaning.consent.save"), name=words("meaning.consent.of"),
        )  # fmt: skip


def _differences(moment, words) -> Part:
    found = moment.standing.of(DefinitionDifference)
    return Part(
        words("meaning.differences.title"),
        hint=words("meaning.differences.hint"),
        items=tuple(_difference(subject, each, n, words)
                    for n, (subject, each) in enumerate(found, 1)),
        empty=words("meaning.differences.none"),
        forms=(
            Form(
                "meaning-differ", "meaning.differ",
                (
                    Input("text", words("meaning.differences.text"), "text", required=True),
                    Input("agree", words("meaning.differences.agree"), "check"),
                ),
                words("meaning.differences.keep"), name=words("meaning.differences.add"),
            ),
        ),
    )  # fmt: skip


def _difference(subject: str, each: DefinitionDifference, number: int, words) -> Item:
    settled = each.state == "settled"
    ways = ("take_back",) if settled else ("settle", "take_back")
    said = words("meaning.differences.settled", how=each.how) if settled else words(
        "meaning.differences.stands")  # fmt: skip
    return Item(
        subject="",
        title=words("meaning.differences.number", number=number),
        stands=(each.text, said),
        forms=tuple(
            Form(
                f"meaning-{way}-{subject.rpartition('/')[2]}", f"meaning.{way}",
                (Input("how", words(f"meaning.{way}.how"), required=True),),
                words(f"meaning.{way}.submit"), values={"subject": subject},
                name=words(f"meaning.{way}.title", number=number),
            )
            for way in ways
        ),
    )  # fmt: skip


def _official(moment, words) -> Part:
    def field(name: str, **look):
        label = f"definition.{name}" if name in LANGUAGES else f"official.{name}"
        return field_of(moment, OFFICIAL, name, words(f"meaning.{label}"), **look)

    return Part(
        words("meaning.official.title"),
        hint=words("meaning.official.hint"),
        items=(
            Item(
                subject=OFFICIAL,
                title=words("meaning.official.item"),
                fields=(
                    field("none_found", kind="check"), field("en"), field("es"), field("source"),
                    field("only_ours"), field("only_theirs"),
                ),
                stands=tuple(gap_words_said(moment.standing, words)),
                warnings=tuple(_gap_warnings(moment.standing, words)),
            ),
        ),
    )  # fmt: skip


def gap_words_said(standing, words):
    """Sentences on the words that only one of the two definitions has."""
    gaps = official_gaps(standing, words.language)
    for name, only in zip(("words_ours", "words_theirs"), gaps, strict=True):
        if only:
            yield words(f"meaning.official.{name}", words=", ".join(only))


def _gap_warnings(standing, words):
    official = standing.record(OFFICIAL)
    if not isinstance(official, OfficialDefinition) or not official.text.strip():
        return
    if definition_card(standing) and not (official.only_ours or official.only_theirs):
        yield words("meaning.official.gaps_unsaid")


def told(account) -> tuple[Part, ...]:
    words = account.words
    official = account.standing.record(OFFICIAL)
    parts = list(meaning_shown.told(account))
    if isinstance(official, OfficialDefinition):
        lines = [words("meaning.official.none_found")] if official.none_found else []
        lines += [text for text in (official.en, official.es, official.source) if text]
        for name in ("only_ours", "only_theirs"):
            if getattr(official, name):
                lines.append(f"{words(f'meaning.official.{name}')}: {getattr(official, name)}")
        lines += gap_words_said(account.standing, words)
        warnings = tuple(_gap_warnings(account.standing, words))
        title = words("meaning.official.title")
        parts.append(Part(title, lines=tuple(lines), warnings=warnings))
    return tuple(parts)


def paper(book, words) -> tuple[Part, ...]:
    return (
        *round_paper(INSTRUMENT, words, words_of=words_of),
        *meaning_shown.paper(words),
    )


PRACTICE = Practice(
    id="meaning",
    desk=desk,
    told=told,
    paper=paper,
    screens=meaning_shown.SCREENS,
    actions=meaning_actions.ACTIONS | round_actions(INSTRUMENT, words_of=words_of),
    writes=(
        Writes(
            DEFINITION, Definition, ("en", "es", "meanings"), lambda found, meeting: Definition()
        ),
        Writes(
            OFFICIAL, OfficialDefinition,
            ("en", "es", "source", "none_found", "only_ours", "only_theirs"),
            lambda found, meeting: OfficialDefinition(),
        ),
    ),
    undoes=(DefinitionConsent, DraftMeanings),
)  # fmt: skip
