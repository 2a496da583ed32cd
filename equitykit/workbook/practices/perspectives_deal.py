"""Which statements lie on the table, and the round that asks about them."""

from equitykit.records.perspectives import PerspectiveDeal, PerspectiveLabels
from equitykit.records.rounds import Round
from equitykit.reviews.perspectives import ANSWERS, by_lot, deal_of, mixed_cards
from equitykit.reviews.rounds import Instrument, Question
from equitykit.views.said import said
from equitykit.workbook.practices import round_state
from equitykit.workbook.practices.rounds import released_rounds

ID = "perspectives"

Deal = tuple[str, PerspectiveDeal]


def on_the_table(dealt: Deal) -> list[str]:
    """The statements of a deal in the order of the table, which says nothing of any of them."""
    return by_lot(dealt[1].rows, dealt[0])


def instrument_of(statements) -> Instrument:
    """The round that asks about `statements`, in their order."""
    return Instrument(ID, tuple(Question(each, "scale", ANSWERS) for each in statements))


def statement(deal: PerspectiveDeal, id: str, language: str) -> str:
    """A statement in a language; where it was copied in the other only, in that."""
    here, there = (deal.es, deal.en) if language == "es" else (deal.en, deal.es)
    return here.get(id) or there.get(id) or id


def words_of(deal: PerspectiveDeal | None):
    """What statements and answers of a deal are called."""

    def called(id: str, languages) -> dict[str, str]:
        if id in ANSWERS:
            return said(f"perspectives.answer.{id}", languages)
        if deal is None or id not in deal.rows:
            return said(f"perspectives.card.{id}", languages)
        return {words.language: statement(deal, id, words.language) for words in languages}

    return called


def last_deal(standing) -> Deal | None:
    """What was dealt last."""
    found = standing.of(PerspectiveDeal)
    return found[-1] if found else None


def deal_here(page, moment) -> Deal | None:
    """The deal that a slip belongs to now: of the round that is open, or was released here."""
    running = round_state.collected(page, instrument_of(())).open
    here = round_state.round_here(moment, ID, page.today())
    asked = running.wording if running else here[1].wording if here else ()
    return deal_of(moment.standing, asked) or last_deal(moment.standing)


def rounds_of(standing, deal: Deal) -> list[Round]:
    """The rounds about a deal, also those that too few answered."""
    subject, dealt = deal
    since = standing.entry(subject).sequence
    return [
        done
        for about, done in released_rounds(standing, ID)
        if standing.entry(about).sequence > since
        and (done.few or set(done.wording) - set(ANSWERS) == set(dealt.rows))
    ]


def labelled_deal(standing) -> Deal | None:
    """The latest deal whose labels were revealed."""
    found = [
        (subject, deal)
        for subject, deal in standing.of(PerspectiveDeal)
        if isinstance(standing.record(f"{subject}/labels"), PerspectiveLabels)
    ]
    return found[-1] if found else None


def paper_statements() -> list[str]:
    """Cards for a room that works on paper alone."""
    return by_lot(mixed_cards(0, "paper"), "paper")
