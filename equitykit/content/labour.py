"""The jobs and seats that can hold a task, and the role family of each."""

from functools import cache

from equitykit.content.codelists import code_rows


@cache
def load_jobs() -> dict[str, str]:
    """Role families by id of the job; words are ``record.labour_task_job.<id>``.

    The list is closed: a holder is chosen, never typed, so that no name and no trait of a person
    can get into the ledger.
    """
    return {row["id"]: row["family"] for row in code_rows("labour_jobs")}
