"""How an entry of the timeline and a word of the glossary look on the desk, each with its form."""

from equitykit.records.origins import PLACES, TELLERS, GlossaryWord, TimelineEntry
from equitykit.views.fields import Option
from equitykit.views.practices import Form, Input, Item
from equitykit.workbook.practices.agreements import both

ENTRY_TEXTS = ("en", "es", "source", "added_by", "policy", "link")
WORD_TEXTS = ("en", "es", "means_en", "means_es", "added_by")


def when(record: TimelineEntry) -> str:
    """The year, or the years, as they are written in both languages."""
    return f"{record.year}–{record.until}" if record.until else str(record.year)


def entry_item(subject: str, record: TimelineEntry, words) -> Item:
    policy = words("origins.said.policy", policy=record.policy) if record.policy else ""
    source = record.source or words("origins.said.no_source")
    stands = (
        both(record, (words,))[words.language],
        words(
            "origins.said.from",
            place=words(f"origins.place.{record.place}"),
            teller=words(f"origins.teller.{record.teller}"),
            added_by=record.added_by,
            source=source,
        ),
        " ".join(each for each in (policy, record.link) if each),
    )
    return Item(
        subject=subject,
        title=when(record),
        stands=tuple(each for each in stands if each),
        forms=(entry_form(record, subject, words), _remove_form(subject, when(record), words)),
    )


def word_item(subject: str, record: GlossaryWord, words) -> Item:
    meanings = (record.means_en, record.means_es)
    return Item(
        subject=subject,
        title=" / ".join(each for each in (record.en, record.es) if each),
        stands=tuple(each for each in meanings if each),
        forms=(word_form(record, subject, words), _remove_form(subject, record.text, words)),
    )


def _texts(names: tuple[str, ...], record, words) -> list[Input]:
    long = ("means_en", "means_es")
    return [
        Input(
            name,
            words(f"origins.label.{name}"),
            "text" if name in long else "line",
            value=getattr(record, name) if record else "",
            hint=words("origins.hint.role") if name == "added_by" else "",
        )
        for name in names
    ]


def entry_form(record: TimelineEntry | None, subject: str, words) -> Form:
    def choice(name: str, values) -> Input:
        options = tuple(Option(each, words(f"origins.{name}.{each}")) for each in values)
        value = getattr(record, name) if record else ""
        label = words(f"origins.label.{name}")
        return Input(name, label, "choice", options, value, required=True)

    def year(name: str) -> Input:
        value = str((record and getattr(record, name)) or "")
        label = words(f"origins.label.{name}")
        needed = name == "year"
        return Input(name, label, "number", value=value, least=1500, most=2200, required=needed)

    texts = _texts(ENTRY_TEXTS, record, words)
    inputs = [
        year("year"), year("until"), *texts[:2], choice("place", PLACES),
        choice("teller", TELLERS), *texts[2:],
    ]  # fmt: skip
    return _form("entry", record, subject, inputs, words)


def word_form(record: GlossaryWord | None, subject: str, words) -> Form:
    texts = _texts(WORD_TEXTS, record, words)
    labels = [words("origins.label.word_en"), words("origins.label.word_es")]
    worded = [
        Input(text.name, label, text.kind, value=text.value)
        for text, label in zip(texts[:2], labels, strict=True)
    ]
    return _form("word", record, subject, [*worded, *texts[2:]], words)


def _form(kind: str, record, subject: str, inputs: list[Input], words) -> Form:
    if record:
        inputs.append(Input("reason", words("origins.label.reason"), required=True))
    id = subject.rpartition("/")[2] or "new"
    name = words(f"origins.{kind}_form.{'change' if record else 'new'}")
    action = f"origins.set_{kind}" if record else f"origins.add_{kind}"
    do = words("origins.form.keep" if record else "origins.form.add")
    values = {"subject": subject} if record else {}
    return Form(f"{kind}-{id}", action, tuple(inputs), do, name=name, values=values)


def _remove_form(subject: str, title: str, words) -> Form:
    return Form(
        f"remove-{subject.replace('/', '-')}", "origins.remove",
        (Input("reason", words("origins.label.reason"), required=True),),
        words("origins.form.remove"), name=words("origins.form.remove_of", what=title[:80]),
        values={"subject": subject},
    )  # fmt: skip
