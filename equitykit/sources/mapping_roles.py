"""What a column of a student file may be, what may be set, and the privacy class of each role."""

from equitykit.content.codelists import load_measures
from equitykit.sources.student_columns import IDENTIFIER, NOT_USED, STUDENT_ID, TOTALS_ROLES
from equitykit.sources.student_labels import PROGRAMS, SINGLE_RACES

SETTING, NOTE = "setting", "note"
OPEN, AGGREGATE_ONLY, NOT_PERMITTED = "open", "aggregate_only", "not_permitted"
PRIVACY = (OPEN, AGGREGATE_ONLY, NOT_PERMITTED)

NUMBERS = ("days_enrolled", "days_absent", "suspensions", "expulsions")
FLAGS = (*SINGLE_RACES, "RT", *PROGRAMS)
LABELS = ("race_ethnicity", "race", "gender", "grade")
PLACES = ("period", "school")
OWN = ("trait", "outcome")

RACE_RULES = ("separate", "alone", "any")
SETTINGS = {
    "rows": ("students", "totals"),
    "figures": ("own", "published"),
    "races": RACE_RULES,
    "crossed": None,
    "period": None,
    "district": None,
    "district_name": None,
    "measure": None,
    "same_cell": ("refuse", "add"),
    "delete_by": None,
}
OPTIONAL = ("district_name", "delete_by", "crossed")


def own_measures() -> tuple[str, ...]:
    """Measures that a district counts in its own rows."""
    return tuple(id for id, measure in load_measures().items() if measure.family == "extract")


def roles() -> tuple[str, ...]:
    """All roles that a column may have."""
    outcomes = (*NUMBERS, *own_measures())
    refused = (STUDENT_ID, IDENTIFIER, NOT_USED)
    return (*PLACES, *LABELS, *FLAGS, *outcomes, *OWN, *TOTALS_ROLES, *refused)


def privacy_of(role: str) -> str:
    """The privacy class that a role has unless the mapping says a stricter one."""
    if role in (STUDENT_ID, IDENTIFIER):
        return NOT_PERMITTED
    return OPEN if role in (*PLACES, *TOTALS_ROLES) else AGGREGATE_ONLY
