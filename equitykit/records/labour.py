"""The labor ledger: each task with the job that holds it, its hours, and whether they are paid.

Nothing here can say who a person is: a holder is one of a closed list of jobs and a number.
"""

from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text

PAID = ("in_hours", "extra_paid", "unpaid")
STANDS = ("open", "done", "released")
MOST_SEATS = 12


class LabourTask(Record):
    """A task, and who carries it. `subject`: ``labour/<id>``.

    `job` is an id of ``content/codes/labour_jobs.csv``; `seat` tells apart several who have the
    same job. `hours` in all; `paid`: within paid hours, paid on top, or not paid. `keeps` is the
    promise (``promise/<id>``) or the task between meetings (``task/<id>``) that it is, if any.
    """

    kind = "labour_task"

    meeting: Name = ""
    text: Text = ""
    job: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    seat: Annotated[int, Field(ge=1, le=MOST_SEATS)] = 1
    hours: Annotated[float, Field(gt=0, le=400)]
    paid: Literal[PAID]
    keeps: Name = ""
    stands: Literal[STANDS] = "open"
