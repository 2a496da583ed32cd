"""What buttons and forms do with statements, labels, actions, money and consequences."""

import json
import re
from functools import partial

from equitykit.content.perspective_cards import load_cards
from equitykit.errors import EquitykitError
from equitykit.records.perspectives import (
    NONE_OF_THEM,
    PERSPECTIVES,
    ROWS,
    DistrictAction,
    DistrictPhrase,
    PerspectiveConsequence,
    PerspectiveDeal,
    PerspectiveLabels,
)
from equitykit.reviews.perspectives import (
    MOST_PHRASES,
    OURS,
    check_deal,
    lacks_action,
    lacks_money,
    mixed_cards,
)
from equitykit.reviews.rounds import check_not_asked
from equitykit.workbook.practices import round_state
from equitykit.workbook.practices.parts import filled, record_for
from equitykit.workbook.practices.perspectives_deal import (
    ID,
    deal_here,
    instrument_of,
    labelled_deal,
    last_deal,
    on_the_table,
    rounds_of,
    words_of,
)
from equitykit.workbook.practices.rounds import round_actions

WHAT = ("action", "budget")
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,11}")


# statements


def phrase(page, moment, values: dict) -> None:
    """Take up a real phrase of the district.

    Raises
    ------
    EquitykitError
        ``phrase_missing``, ``phrases_enough``
    """
    texts = {each: str(values.get(each, "")).strip() for each in ("en", "es", "source")}
    row = values.get("row", "")
    if not (texts["en"] or texts["es"]) or not row:
        raise EquitykitError("phrase_missing")
    if row not in ROWS:
        raise EquitykitError("field_unknown")
    subject = f"phrase/{values['id']}"
    if subject not in moment.standing and len(_phrases(moment)) >= MOST_PHRASES:
        raise EquitykitError("phrases_enough", most=MOST_PHRASES)
    record = filled(DistrictPhrase, meeting=moment.meeting_id, row=row, **texts)
    page.team.write(subject, record, id=values["id"])


def take_out_phrase(page, moment, values: dict) -> None:
    """Take a phrase out; not while it has answers that are being collected.

    Raises
    ------
    EquitykitError
        ``round_question_answered``
    """
    subject = str(values.get("subject"))
    record_for(moment, subject, DistrictPhrase)
    running = round_state.collected(page, instrument_of(())).open
    check_not_asked(running, subject.rpartition("/")[2])
    page.team.withdraw(subject, id=values["id"])


def _phrases(moment) -> dict[str, DistrictPhrase]:
    found = moment.standing.of(DistrictPhrase)
    return {subject.rpartition("/")[2]: each for subject, each in found}


def mix(page, moment, values: dict) -> None:
    """Deal cards of every row and perspective, and all phrases of the district among them."""
    phrases = _phrases(moment)
    cards = mixed_cards(len(phrases), values["id"])
    _deal(page, moment, values["id"], [*cards, *phrases])


def deal(page, moment, values: dict) -> None:
    """Deal the statements that were ticked.

    Raises
    ------
    EquitykitError
        ``deal_number``, ``deal_rows_missing``, ``deal_one_sided``, and those of `mix`
    """
    ids = [id for row in ROWS for id in _ticked(values.get(f"cards_{row}"))]
    ids += _ticked(values.get("phrases"))
    if not set(ids) <= {*load_cards(), *_phrases(moment)}:
        raise EquitykitError("field_unknown")
    _deal(page, moment, values["id"], list(dict.fromkeys(ids)))


def _ticked(text) -> list[str]:
    """Ids of ticked boxes: a list in JSON, or one id where there is one box."""
    text = str(text or "")
    if not text.startswith("["):
        return [text] if text else []
    try:
        ids = json.loads(text)
    except (ValueError, RecursionError):
        ids = None
    if not isinstance(ids, list) or not all(isinstance(id, str) for id in ids):
        raise EquitykitError("field_unknown")
    return ids


def _deal(page, moment, id: str, statements: list[str]) -> None:
    """Put statements on the table.

    Raises
    ------
    EquitykitError
        ``deal_has_answers`` while a round about the last deal is open, ``deal_once`` where one
        was released in this meeting
    """
    subject, standing = f"deal/{id}", moment.standing
    if subject in standing:
        return
    if last_deal(standing) and round_state.collected(page, instrument_of(())).open:
        raise EquitykitError("deal_has_answers")
    if round_state.round_here(moment, ID, page.today()):
        raise EquitykitError("deal_once")
    cards, phrases = load_cards(), _phrases(moment)
    rows = {each: (cards.get(each) or phrases[each]).row for each in statements}
    try:
        check_deal(rows)
    except EquitykitError as error:
        if error.id != "deal_rows_missing":
            raise
        named = [page.words(f"perspectives.row.{row}") for row in error.values["missing"]]
        raise EquitykitError("deal_rows_missing", missing=page.words.list(named)) from None
    texts = {
        language: {
            each: getattr(phrases[each], language)
            if each in phrases
            else words(f"perspectives.card.{each}")
            for each in rows
        }
        for language, words in page.all_words.items()
    }
    page.team.write(subject, PerspectiveDeal(meeting=moment.meeting_id, rows=rows, **texts), id=id)


# labels


def label(page, moment, values: dict) -> None:
    """Reveal the labels, once the cards were sorted.

    Raises
    ------
    EquitykitError
        ``labels_wait``
    """
    dealt = last_deal(moment.standing)
    if dealt is None or not rounds_of(moment.standing, dealt):
        raise EquitykitError("labels_wait")
    record = PerspectiveLabels(meeting=moment.meeting_id)
    page.team.write(f"{dealt[0]}/labels", record, id=values["id"])


# actions and money


def place(page, moment, values: dict) -> None:
    """Place a real action or budget line, with the reason.

    Raises
    ------
    EquitykitError
        ``placing_waits``, ``placing_incomplete``, ``amount_missing``, ``amount_wrong``
    """
    if labelled_deal(moment.standing) is None:
        raise EquitykitError("placing_waits")
    given = {
        name: str(values.get(name, "")).strip()
        for name in ("text", "what", "row", "perspective", "reason", "period")
    }
    missing = [
        page.words(f"perspectives.place.{name}")
        for name, text in given.items()
        if not text and name != "period"
    ]
    if missing:
        raise EquitykitError("placing_incomplete", missing=page.words.list(missing))
    known = {"what": WHAT, "row": ROWS, "perspective": (*PERSPECTIVES, NONE_OF_THEM)}
    if any(given[name] not in allowed for name, allowed in known.items()):
        raise EquitykitError("field_unknown")
    amount = _amount(values.get("amount"))
    if given["what"] == "budget" and not amount:
        raise EquitykitError("amount_missing")
    record = filled(DistrictAction, meeting=moment.meeting_id, amount=amount, **given)
    page.team.write(f"district_action/{values['id']}", record, id=values["id"])


def _amount(text) -> int | None:
    """Whole dollars as people type them, such as ``$140,000``."""
    typed = str(text or "").strip()
    plain = typed.removeprefix("$").strip()
    if not plain:
        return None
    if not _AMOUNT.fullmatch(plain):
        raise EquitykitError("amount_wrong", value=typed[:40])
    return int(plain.replace(",", ""))


# consequences


def consequence(page, moment, values: dict) -> None:
    """Keep what follows from one idea; only after words have met actions and money.

    Raises
    ------
    EquitykitError
        ``consequence_without_money``, ``consequence_incomplete``
    """
    which = values.get("perspective")
    if which not in (*PERSPECTIVES, OURS):
        raise EquitykitError("field_unknown")
    actions = [each for _, each in moment.standing.of(DistrictAction)]
    if lacks_money(actions) or lacks_action(actions):
        raise EquitykitError("consequence_without_money")
    texts = {each: str(values.get(each, "")).strip() for each in ("more", "less", "change")}
    if not (texts["more"] and texts["change"]):
        raise EquitykitError("consequence_incomplete")
    record = filled(PerspectiveConsequence, meeting=moment.meeting_id, perspective=which, **texts)
    page.team.write(f"consequence/{which}", record, id=values["id"])


# the round about whatever was dealt


def _about_the_deal(name: str, page, moment, values: dict) -> None:
    found = deal_here(page, moment)
    if found is None:
        raise EquitykitError("field_unknown")
    instrument = instrument_of(on_the_table(found))
    round_actions(instrument, words_of=words_of(found[1]))[name](page, moment, values)


_NAMES = round_actions(instrument_of(()), words_of=words_of(None))

ACTIONS = {
    "phrase": phrase, "take_out_phrase": take_out_phrase, "mix": mix, "deal": deal,
    "label": label, "place": place, "consequence": consequence,
} | {name: partial(_about_the_deal, name) for name in _NAMES}  # fmt: skip
