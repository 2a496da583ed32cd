"""What every record is: a frozen, checked fact with a kind, written to JSON and read back.

A record says what happened or was decided. Who wrote it is not asked; when, after which
other facts and in which place of the chain is the journal's to say.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

LONGEST_TEXT = 50_000
# a day of another age is a slip of the keyboard, and nothing could be counted from the last one
FIRST_YEAR, LAST_YEAR = 1800, 2999


def _readable(text: str) -> str:
    """Text as it may be stored: a NUL, which no database takes, becomes its own picture."""
    return text.replace("\x00", "\N{SYMBOL FOR NULL}")


Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_readable)]
Name = Annotated[str, Field(max_length=200), AfterValidator(_readable)]


class Record(BaseModel):
    """A fact; subclasses name their `kind`, which is stored and never changes its meaning."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    kind: ClassVar[str]

    @model_validator(mode="after")
    def _days_of_this_age(self) -> "Record":
        for value in self.__dict__.values():
            if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
                raise ValueError("a day of another age")
        return self

    def with_value(self, attribute: str, value) -> "Record":
        """A copy with one attribute changed, checked again.

        Raises
        ------
        pydantic.ValidationError
            For an unknown attribute, or a value that the attribute cannot hold.
        """
        return type(self).model_validate(self.model_dump() | {attribute: value})


class Withdrawn(Record):
    """What stood under this subject counts no more; its earlier versions can still be read."""

    kind = "withdrawn"


class FromLater(Record):
    """A record of a kind, or with parts, that this version does not know: kept as it came."""

    kind = "from_later"

    named: str
    body: dict
