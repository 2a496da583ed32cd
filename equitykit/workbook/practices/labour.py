"""S13: each task with the job that carries it, its hours and pay; sums, and what to look at.

There is no screen for the room: hours of somebody who can be recognized belong on no wall. A
holder is chosen from a closed list, so that neither name nor trait of a person has a place.
"""

from equitykit.content.labour import load_jobs
from equitykit.content.texts import Words
from equitykit.errors import EquitykitError
from equitykit.records.labour import MOST_SEATS, PAID, LabourTask
from equitykit.records.notes import Promise
from equitykit.records.series import BetweenTask
from equitykit.reviews.labour import (
    UNPAID_FAMILIES,
    by_family,
    carry_much,
    tasks_of,
    unpaid,
    without_effort,
)
from equitykit.views.fields import Option
from equitykit.views.practices import Button, Form, Input, Item, Part, PracticeDesk, Table
from equitykit.workbook.meeting_fields import field_of, number_of
from equitykit.workbook.practices.parts import amount, filled, hours_of, record_for
from equitykit.workbook.practices.practice import ID, Practice, Writes

MOST_HOURS = 400
SUMS_HEAD = ("family", "tasks", *PAID, "sum")
TASKS_HEAD = ("task", "holder", "hours", "paid", "stands")


# the desk


def desk(page, moment) -> PracticeDesk:
    words, standing = page.words, moment.standing
    return PracticeDesk(
        id="labour",
        title=words("labour.section.title"),
        instruction=words("labour.section.about"),
        hint=words("labour.hint.facilitator"),
        parts=(
            Part(
                words("labour.title.tasks"),
                hint=words("labour.hint.tasks"),
                items=tuple(
                    _item(moment, subject, task, words)
                    for subject, task in standing.of(LabourTask)
                ),
                empty=words("labour.none.tasks"),
                forms=(
                    Form(
                        "labour-add", "labour.add",
                        (Input("text", words("labour.field.text"), required=True),
                         *_carried(words)),
                        words("labour.do.add"), name=words("labour.do.add_name"),
                    ),
                ),
            ),
            _promises(standing, words),
            _change(standing, words),
            Part(
                words("labour.title.sums"),
                table=_sums(standing, words),
                empty=words("labour.none.sums"),
            ),
            Part(
                words("labour.title.look"),
                hint=words("labour.hint.look"),
                warnings=tuple(_warnings(standing, words)),
                lines=(words("labour.ask.same"), words("labour.ask.relief")),
            ),
        ),
    )  # fmt: skip


def _carried(words) -> tuple[Input, ...]:
    """Who carries it, for how long, paid or not: the same for every task."""
    jobs = tuple(Option(id, words(f"record.labour_task_job.{id}")) for id in load_jobs())
    paid = tuple(Option(each, words(f"record.labour_task_paid.{each}")) for each in PAID)
    return (
        Input("job", words("labour.field.job"), "choice", jobs, required=True),
        Input("seat", words("labour.field.seat"), "number", value="1", least=1, most=MOST_SEATS),
        Input("hours", words("labour.field.hours"), required=True),
        Input("paid", words("labour.field.paid"), "radios", paid, required=True),
    )


def holder_said(job: str, seat: int, words: Words) -> str:
    """A holder as readers call it."""
    named = words(f"record.labour_task_job.{job}") if job in load_jobs() else job
    return words("labour.line.holder", job=named, seat=seat)


def _item(moment, subject: str, task: LabourTask, words) -> Item:
    stands = [
        words(
            "labour.line.effort",
            holder=holder_said(task.job, task.seat, words),
            hours=amount(words, task.hours),
            paid=words(f"record.labour_task_paid.{task.paid}"),
        )
    ]
    if task.keeps:
        stands.append(words("labour.line.keeps"))
    return Item(
        subject=subject,
        title=task.text or words("record.kind_labour_task.name"),
        fields=(field_of(moment, subject, "text", words("labour.field.text"), kind="line"),),
        stands=tuple(stands),
        buttons=(
            *(
                Button(
                    "labour.stand", words(f"labour.do.{stands}"),
                    {"subject": subject, "stands": stands}, told_to=task.text,
                    pressed=task.stands == stands,
                )
                for stands in ("done", "released")
            ),
            Button(
                "withdraw", words("labour.do.remove"), {"subject": subject}, kind="plain small",
                told_to=task.text,
            ),
        ),
    )  # fmt: skip


def _promises(standing, words) -> Part:
    """Promises are tasks of which nobody has counted the hours yet."""
    bare = without_effort(standing)
    which = tuple(Option(subject, record.text) for subject, record in bare)
    form = Form(
        "labour-of-promise", "labour.add",
        (Input("keeps", words("labour.field.subject"), "choice", which, required=True),
         *_carried(words)),
        words("labour.do.add"), name=words("labour.do.promise_name"),
    )  # fmt: skip
    return Part(
        words("labour.title.promises"),
        hint=words("labour.hint.promises"),
        lines=tuple(record.text for _, record in bare),
        empty=words("labour.none.promises"),
        forms=(form,) if bare else (),
    )


def _change(standing, words) -> Part:
    """A task goes to somebody else, or turns out to take longer."""
    which = tuple(
        Option(subject, f"{task.text} · {holder_said(task.job, task.seat, words)}")
        for subject, task in standing.of(LabourTask)
        if task.stands == "open"
    )
    form = Form(
        "labour-change", "labour.change",
        (Input("subject", words("labour.field.subject"), "choice", which, required=True),
         *_carried(words)),
        words("labour.do.change"), name=words("labour.do.change_name"),
    )  # fmt: skip
    return Part(
        words("labour.title.change"),
        empty=words("labour.none.tasks"),
        forms=(form,) if which else (),
        folded=True,
    )


def _sums(standing, words) -> Table | None:
    rows = tuple(
        (
            words(f"meeting.role.{each.family}"),
            words.number(each.tasks),
            *(amount(words, each.hours[paid]) for paid in PAID),
            amount(words, each.all_hours),
        )
        for each in by_family(standing)
    )
    head = tuple(words(f"labour.head.{each}") for each in SUMS_HEAD)
    return Table(words("labour.title.sums"), head, rows) if rows else None


def _warnings(standing, words):
    for family, hours in unpaid(standing).items():
        yield words(
            "labour.check.unpaid_voice" if family in UNPAID_FAMILIES else "labour.check.unpaid",
            family=words(f"meeting.role.{family}"), hours=amount(words, hours),
        )  # fmt: skip
    for each in carry_much(standing):
        yield words(
            "labour.check.much",
            holder=holder_said(each.job, each.seat, words),
            tasks=each.tasks,
            of_tasks=each.of_tasks,
            hours=amount(words, each.hours),
            of_hours=amount(words, each.of_hours),
        )
    bare = without_effort(standing)
    if bare:
        yield words("labour.check.promises", count=len(bare))


# what buttons and forms do


def add(page, moment, values: dict) -> None:
    """Put a task in the ledger, its own or that of a promise; none gets in without hours.

    Raises
    ------
    EquitykitError
        ``text_missing``, ``hours_missing``, ``hours_unreadable``; ``field_unknown`` for anything
        about the holder that is not on the list
    """
    keeps, text = str(values.get("keeps", "")), str(values.get("text", "")).strip()
    if keeps:
        text = record_for(moment, keeps, Promise | BetweenTask).text
    if not text.strip():
        raise EquitykitError("text_missing")
    carried = _checked(values, allowed={"id", "text", "keeps"})
    record = filled(LabourTask, meeting=moment.meeting_id, text=text, keeps=keeps, **carried)
    page.team.write(f"labour/{values['id']}", record, id=values["id"])


def change(page, moment, values: dict) -> None:
    """Say anew who carries a task, how long it takes and whether that is paid."""
    task = record_for(moment, values.get("subject"), LabourTask)
    carried = _checked(values, allowed={"id", "subject"})
    page.team.write(values["subject"], task.model_copy(update=carried), id=values["id"])


def _checked(values: dict, *, allowed: set[str]) -> dict:
    """Job, seat, hours and pay, each as the page offers them; nothing else about a person."""
    if values.keys() - allowed - {"job", "seat", "hours", "paid"}:
        raise EquitykitError("field_unknown")
    if values.get("job") not in load_jobs() or values.get("paid") not in PAID:
        raise EquitykitError("field_unknown")
    hours = hours_of(values.get("hours"), MOST_HOURS)
    if not hours:
        raise EquitykitError("hours_missing")
    seat = number_of(values.get("seat") or "1", 1, MOST_SEATS)
    return {"job": values["job"], "seat": seat, "hours": hours, "paid": values["paid"]}


def stand(page, moment, values: dict) -> None:
    """Mark a task done or taken off; pressing it again opens it."""
    task = record_for(moment, values.get("subject"), LabourTask)
    stands = values.get("stands")
    if stands not in ("done", "released"):
        raise EquitykitError("field_unknown")
    record = task.model_copy(update={"stands": "open" if task.stands == stands else stands})
    page.team.write(values["subject"], record, id=values["id"])


# what is read, what goes on paper


def told(account) -> tuple[Part, ...]:
    """Sums by role family, what is unpaid, and the tasks; who carries too much is for the desk."""
    words, standing = account.words, account.standing
    tasks = tasks_of(standing)
    if not tasks:
        return ()
    rows = tuple(
        (
            task.text,
            holder_said(task.job, task.seat, words),
            amount(words, task.hours),
            words(f"record.labour_task_paid.{task.paid}"),
            words(f"record.labour_task_stands.{task.stands}"),
        )
        for _, task in tasks
    )
    head = tuple(words(f"labour.head.{each}") for each in TASKS_HEAD)
    warnings = tuple(
        words(
            "labour.check.unpaid_voice", family=words(f"meeting.role.{family}"),
            hours=amount(words, hours),
        )
        for family, hours in unpaid(standing).items()
        if family in UNPAID_FAMILIES
    )  # fmt: skip
    return (
        Part(words("labour.title.sums"), warnings=warnings, table=_sums(standing, words)),
        Part(words("labour.title.tasks"), table=Table(words("labour.title.tasks"), head, rows)),
    )


def paper(book, words) -> tuple[Part, ...]:
    head = tuple(words(f"labour.head.{each}") for each in TASKS_HEAD[:4])
    return (
        Part(
            words("labour.title.tasks"),
            hint=words("labour.hint.tasks"),
            table=Table(words("labour.title.tasks"), head, (("",) * 4,) * 10),
        ),
        Part(
            words("labour.title.look"),
            hint=words("labour.hint.look"),
            lines=(words("labour.ask.same"), words("labour.ask.relief")),
        ),
    )


PRACTICE = Practice(
    id="labour",
    desk=desk,
    told=told,
    paper=paper,
    actions={"add": add, "change": change, "stand": stand},
    writes=(Writes(rf"labour/{ID}", LabourTask, ("text",)),),
)
