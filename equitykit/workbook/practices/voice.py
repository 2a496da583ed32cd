"""S8: the part of each group at each stage, filled from the record, each level with its source."""

from equitykit.content.codelists import load_student_groups
from equitykit.errors import EquitykitError
from equitykit.records.table import Touched
from equitykit.records.team import STAGES
from equitykit.records.voice import LEVELS, VoiceEntry, VoiceStruck
from equitykit.reviews.voice import Voice, voices
from equitykit.reviews.voice_ledger import BY_HAND, Heard, ledger, stage_of
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk
from equitykit.workbook.meeting_fields import number_of
from equitykit.workbook.practices.groups import data_codes
from equitykit.workbook.practices.parts import filled
from equitykit.workbook.practices.practice import Practice
from equitykit.workbook.practices.voice_shown import (
    below,
    called,
    gaps_part,
    gaps_screen,
    grid_parts,
    grid_screen,
    ledger_part,
    paper,
    source_of,
    told,
    trend_part,
)


def desk(page, moment) -> PracticeDesk:
    words, standing = page.words, moment.standing
    return PracticeDesk(
        id="voice",
        title=words("voice.section.title"),
        instruction=words("voice.section.about"),
        parts=(
            *grid_parts(standing, words, warnings=below(standing, words)),
            gaps_part(standing, words),
            *trend_part(standing, words),
            ledger_part(standing, words),
            _add_part(page, moment, words),
            _strike_part(standing, words),
        ),
    )


# what is added by hand


def _choices(page, moment, words) -> dict[str, str]:
    """Whose part can be written down: those of the grid, and groups that figures name."""
    named = {voice.voice_of: called(voice, words) for voice in voices(moment.standing)}
    return named | {
        code: words(f"groups.{code}.name") for code in data_codes(page) if code not in named
    }


def _add_part(page, moment, words) -> Part:
    groups = tuple(Option(*each) for each in _choices(page, moment, words).items())
    stages = tuple(Option(stage, words(f"arc.{stage}.name")) for stage in STAGES)
    levels = tuple(Option(str(n), words(f"voice.means.{n}")) for n in LEVELS[1:])
    form = Form(
        "voice-add", "voice.add",
        (
            Input("group", words("voice.add.group"), "choice", groups, required=True),
            Input(
                "stage", words("voice.add.stage"), "choice", stages, stage_of(moment.standing),
                required=True,
            ),
            Input("level", words("voice.add.level"), "radios", levels, required=True),
            Input("source", words("voice.add.source"), "text", required=True),
        ),
        words("voice.add.save"),
    )  # fmt: skip
    names = {voice.voice_of: called(voice, words) for voice in voices(moment.standing)}
    return Part(
        words("voice.add.title"),
        hint=words("voice.add.hint"),
        items=tuple(
            _written(each, names, moment, words)
            for each in ledger(moment.standing)
            if each.by == BY_HAND
        ),
        forms=(form,),
    )


def _written(each: Heard, names, moment, words) -> Item:
    title = " · ".join(
        (names[each.voice_of], words(f"arc.{each.stage}.name"), words(f"voice.level.{each.level}"))
    )
    return Item(
        subject=each.subject,
        title=title,
        stands=(each.text,),
        buttons=(
            Button(
                "voice.take_out", words("voice.strike.withdraw"), {"subject": each.subject},
                kind="plain small", told_to=title,
            ),
        ),
    )  # fmt: skip


def _strike_part(standing, words) -> Part:
    names = {voice.voice_of: called(voice, words) for voice in voices(standing)}
    entries = [each for each in ledger(standing) if each.by != BY_HAND]
    options = tuple(
        Option(
            each.key,
            f"{names.get(each.voice_of, '')} · {words(f'arc.{each.stage}.name')} · "
            f"{source_of(each, standing, words)}",
        )
        for each in entries
        if not each.struck
    )
    form = Form(
        "voice-strike", "voice.strike",
        (
            Input("entry", words("voice.strike.entry"), "choice", options, required=True),
            Input("reason", words("voice.strike.reason"), required=True),
        ),
        words("voice.strike.save"),
    )  # fmt: skip
    struck = tuple(
        Item(
            subject="",
            title=names.get(each.voice_of, ""),
            stands=(source_of(each, standing, words),),
            buttons=(
                Button(
                    "voice.take_out", words("voice.strike.back"),
                    {"subject": f"voice/not/{each.key}"}, told_to=names.get(each.voice_of, ""),
                ),
            ),
        )
        for each in entries
        if each.struck
    )  # fmt: skip
    return Part(
        words("voice.strike.title"),
        hint=words("voice.strike.hint"),
        items=struck,
        forms=(form,) if options else (),
        empty=words("voice.ledger.none") if not options else "",
        folded=not struck,
    )


def add(page, moment, values: dict) -> None:
    """Write into the ledger what the record cannot know, with its source.

    Raises
    ------
    EquitykitError
        ``voice_source_missing``
    """
    group = str(values.get("group"))
    if group not in _choices(page, moment, page.words) or values.get("stage") not in STAGES:
        raise EquitykitError("field_unknown")
    source = str(values.get("source", "")).strip()
    if not source:
        raise EquitykitError("voice_source_missing")
    record = filled(
        VoiceEntry,
        meeting=moment.meeting_id,
        stage=values["stage"],
        voice_of=group,
        level=number_of(values.get("level"), 1, 5),
        source=source,
        **_names(moment.standing, group, page.all_words),
    )
    page.team.write(f"voice/{values['id']}", record, id=values["id"])


def _names(standing, group: str, all_words) -> dict[str, str]:
    touched = standing.record(group)
    if isinstance(touched, Touched):
        return {"en": touched.en, "es": touched.es}
    if group not in load_student_groups():
        known = next((each for each in voices(standing) if each.voice_of == group), Voice(group))
        return {"en": known.en, "es": known.es}
    return {language: words(f"groups.{group}.name") for language, words in all_words.items()}


def strike(page, moment, values: dict) -> None:
    """Strike out what the record suggests and what is not so.

    Raises
    ------
    EquitykitError
        ``voice_reason_missing``
    """
    found = {each.key: each for each in ledger(moment.standing) if each.by != BY_HAND}
    each = found.get(str(values.get("entry")))
    if each is None:
        raise EquitykitError("field_unknown")
    reason = str(values.get("reason", "")).strip()
    if not reason:
        raise EquitykitError("voice_reason_missing")
    record = filled(
        VoiceStruck,
        meeting=moment.meeting_id,
        stage=each.stage,
        voice_of=each.voice_of,
        reason=reason,
        **_names(moment.standing, each.voice_of, page.all_words),
    )
    page.team.write(f"voice/not/{each.key}", record, id=values["id"])


def take_out(page, moment, values: dict) -> None:
    """Let an entry by hand, or a strike, count no more."""
    subject = str(values.get("subject"))
    if not isinstance(moment.standing.record(subject), VoiceEntry | VoiceStruck):
        raise EquitykitError("field_unknown")
    page.team.withdraw(subject, id=values["id"])


PRACTICE = Practice(
    id="voice",
    desk=desk,
    told=told,
    paper=paper,
    screens={"grid": grid_screen, "gaps": gaps_screen},
    actions={"add": add, "strike": strike, "take_out": take_out},
    undoes=(VoiceEntry, VoiceStruck),
)
