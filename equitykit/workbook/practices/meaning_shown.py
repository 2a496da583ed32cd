"""What of the definition of equity is read: drafts side by side, walls, reports, paper."""

from equitykit.content.texts import LANGUAGES
from equitykit.records.consent import ANSWERS
from equitykit.records.meaning import MEANINGS, DefinitionDifference
from equitykit.records.record import Withdrawn
from equitykit.reviews.meaning import (
    definition_card,
    earlier_definitions,
    marked,
    read_meanings,
    shared_in,
    shared_words,
)
from equitykit.views.practices import Form, Input, Marked, Part, Table
from equitykit.views.said import said
from equitykit.views.today_room import CardScreen, TableScreen
from equitykit.workbook.practices.rounds import released_rounds


def words_of(id: str, languages) -> dict[str, str]:
    """What the round of drafts asks."""
    return said("meaning.draft.text", languages)


def drafts_of(standing) -> dict[str, str]:
    """The drafts of the latest round that released any: the subject of their tags, and text."""
    for subject, done in reversed(released_rounds(standing, "meaning")):
        texts = done.texts.get("draft", ())
        if texts:
            id = subject.rpartition("/")[2]
            return {f"meaning/{id}/{number}": text for number, text in enumerate(texts, 1)}
    return {}


def consent_counts(consent, words) -> str:
    """Counts of hands, in one line."""
    return words("meaning.consent.counts", **consent.counts)


# drafts side by side


def drafts_parts(standing, words):
    """The drafts with their shared words marked, and those words with their counts."""
    texts = list(drafts_of(standing).values())
    if not texts:
        yield Part(words("meaning.drafts.title"), empty=words("meaning.drafts.none"))
        return
    shared = shared_words(texts)
    alone = sum(1 for text in texts if not shared_in(text, shared))
    warning = words("meaning.drafts.alone", count=alone, all=len(texts))
    yield Part(
        words("meaning.drafts.title"),
        hint=words("meaning.drafts.hint"),
        lines=tuple(Marked(marked(text, shared)) for text in texts),
        warnings=(warning,) if alone else (),
    )
    yield Part(
        words("meaning.shared.title"),
        table=_shared_table(shared, words) if shared else None,
        empty=words("meaning.shared.none"),
    )


def _shared_table(shared: dict[str, int], words) -> Table:
    head = (words("meaning.shared.word"), words("meaning.shared.drafts"))
    rows = tuple((word, words.number(count)) for word, count in shared.items())
    return Table(words("meaning.shared.title"), head, rows)


def tag_counts(standing, words):
    """In how many drafts the team reads each meaning, and which it has not read in any."""
    drafts = drafts_of(standing)
    read = [read_meanings(standing, subject) for subject in drafts]
    if not any(read):
        return
    counts = {each: sum(each in those for those in read) for each in MEANINGS}
    for each, count in counts.items():
        if count:
            meaning = words(f"meaning.meanings.{each}")
            yield words("meaning.tags.count", meaning=meaning, count=count, all=len(drafts))
    missing = [words(f"meaning.meanings.{each}") for each, count in counts.items() if not count]
    if missing:
        yield words("meaning.tags.missing", missing=words.list(missing))


# the room


def drafts(moment, languages) -> CardScreen | TableScreen:
    """Each draft beside the words that it shares with others."""
    texts = list(drafts_of(moment.standing).values())
    title = said("meaning.drafts.title", languages)
    if not texts:
        return _waiting(moment, title, languages)
    shared = shared_words(texts)
    alone = said("meaning.drafts.no_words", languages)
    return TableScreen(
        title,
        (said("meaning.drafts.draft", languages), said("meaning.drafts.shares", languages)),
        tuple((text, ", ".join(shared_in(text, shared)) or alone) for text in texts),
        page=moment.progress.page or 1,
    )


def _waiting(moment, title, languages) -> CardScreen:
    """Before any draft is shown: that they appear together, or that they were too few."""
    rounds = [done for _, done in released_rounds(moment.standing, "meaning")]
    few = bool(rounds) and rounds[-1].few and rounds[-1].meeting == moment.meeting_id
    return CardScreen(title, (said(f"rounds.screen.{'few' if few else 'wait'}", languages),))


def shared(moment, languages) -> CardScreen | TableScreen:
    """The words that drafts share, with the number of drafts."""
    found = shared_words(drafts_of(moment.standing).values())
    title = said("meaning.shared.title", languages)
    if not drafts_of(moment.standing):
        return _waiting(moment, title, languages)
    if not found:
        return CardScreen(title, (said("meaning.shared.none", languages),))
    return TableScreen(
        title,
        (said("meaning.shared.word", languages), said("meaning.shared.drafts", languages)),
        tuple((word, str(count)) for word, count in found.items()),
        page=moment.progress.page or 1,
    )


def definition(moment, languages) -> CardScreen:
    """The definition as it stands, and how it stands."""
    title, card = said("meaning.section.title", languages), definition_card(moment.standing)
    if card is None:
        return CardScreen(title, (said("meaning.definition.none", languages),))
    text = {words.language: card.text_in(words.language) for words in languages}
    below = [said(f"meaning.stand.{card.stand}", languages)]
    if card.differences:
        below.append(said("meaning.definition.differs", languages))
    return CardScreen(title, (text,), below=tuple(below))


def differences(moment, languages) -> CardScreen:
    """The views that stand beside the definition, page by page."""
    title, card = said("meaning.differences.title", languages), definition_card(moment.standing)
    found = [each.text for _, each in moment.standing.of(DefinitionDifference)
             if each.state == "stands"]  # fmt: skip
    if not found and card is None:
        return CardScreen(title, (said("meaning.definition.none", languages),))
    lines = tuple(found) or (said("meaning.differences.none", languages),)
    return CardScreen(title, lines, page=moment.progress.page or 1)


SCREENS = {
    "drafts": drafts, "shared": shared, "definition": definition, "differences": differences,
}  # fmt: skip


# reports and paper


def told(account) -> tuple[Part, ...]:
    """Definition, differences, how it came about, and the drafts that it grew from."""
    words, standing = account.words, account.standing
    found = [*_told_definition(standing, words), *_told_differences(account),
             *_told_versions(account)]  # fmt: skip
    if drafts_of(standing):
        found += drafts_parts(standing, words)
        tags = tuple(tag_counts(standing, words))
        found += [Part(words("meaning.tags.title"), lines=tags)] if tags else []
    return tuple(found)


def _told_definition(standing, words):
    card = definition_card(standing)
    if card is None:
        return
    lines = [text for text in (card.definition.en, card.definition.es) if text]
    if card.definition.meanings:
        named = words.list([words(f"meaning.meanings.{m}") for m in card.definition.meanings])
        lines.append(words("meaning.definition.carries", meanings=named))
    lines.append(words(f"meaning.stand.{card.stand}"))
    if card.consent and card.stand != "draft":
        lines.append(consent_counts(card.consent, words))
    yield Part(words("meaning.definition.title"), lines=tuple(lines))


def _told_differences(account):
    words, standing = account.words, account.standing
    lines = []
    for _, each in standing.of(DefinitionDifference):
        settled = words("meaning.differences.settled", how=each.how)
        said_so = settled if each.state == "settled" else words("meaning.differences.stands")
        lines.append(f"{each.text} · {said_so}")
    subjects = {e.subject for e in account.entries if isinstance(e.record, DefinitionDifference)}
    back = sum(
        1
        for subject in subjects
        if any(isinstance(head.record, Withdrawn) for head in standing.get(subject, ()))
    )
    if back:
        lines.append(words.count("meaning.taken_back", back))
    if lines or definition_card(standing):
        yield Part(
            words("meaning.differences.title"),
            lines=tuple(lines),
            empty=words("meaning.differences.none"),
        )


def _told_versions(account):
    words = account.words
    rows = tuple(
        (
            words.date(each.asked.astimezone(account.zone).date()),
            " / ".join(text for text in (each.consent.en, each.consent.es) if text),
            consent_counts(each.consent, words),
            each.reason or "–",
        )
        for each in earlier_definitions(account.entries)
    )
    if rows:
        title = words("meaning.versions.title")
        heads = ("asked", "text", "consent", "reason")
        head = tuple(words(f"meaning.versions.{each}") for each in heads)
        yield Part(title, table=Table(title, head, rows))


def paper(words) -> tuple[Part, ...]:
    """What is written together, after the slips."""
    texts = tuple(Input(each, words(f"meaning.definition.{each}"), "text") for each in LANGUAGES)
    official = tuple(
        Input(each, words(f"meaning.official.{each}"), "text")
        for each in ("item", "source", "only_ours", "only_theirs")
    )
    consent = Table(
        words("meaning.consent.of"),
        tuple(words(f"meaning.consent.{each}") for each in ANSWERS),
        (("", "", ""),),
    )
    return (
        Part(
            words("meaning.definition.title"),
            hint=words("meaning.definition.hint"),
            forms=(Form("definition", "", texts, ""),),
            table=consent,
        ),
        Part(
            words("meaning.differences.title"),
            hint=words("meaning.differences.hint"),
            table=Table(
                words("meaning.differences.title"),
                (words("meaning.differences.text"), words("meaning.differences.agree")),
                tuple(("", "") for _ in range(4)),
            ),
        ),
        Part(
            words("meaning.official.title"),
            hint=words("meaning.official.hint"),
            forms=(Form("official", "", official, ""),),
        ),
    )
