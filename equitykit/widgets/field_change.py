"""What a live section's page may say, checked before anything acts on it.

The page is a browser that anybody may steer: a message with one key too many, a wrong
type or a wrong size is refused as a whole.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from equitykit.errors import EquitykitError
from equitykit.records.record import LONGEST_TEXT

MOST_LINES = 200
# a sheet of counts for twenty statements is the longest form
MOST_VALUES = 200

ID_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"


def _whole(text):
    """Half of a two-part character, as a browser may cut it, becomes the replacement sign."""
    if not isinstance(text, str):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


Text = Annotated[str, Field(max_length=LONGEST_TEXT), BeforeValidator(_whole)]
Id = Annotated[str, Field(pattern=ID_PATTERN)]
# an action of its own, or of a practice: "agreements.consent"
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}(\.[a-z][a-z0-9_]{0,59})?$")]


class Message(BaseModel):
    """Anything the page sends."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class FieldChange(Message):
    """The text of one field, while typing or after it was left.

    `field` is ``<subject>#<attribute>``. `id` is made by the page for one spell of editing:
    a message that comes twice is the same change. `revision` counts the texts of an `id`.
    `base` is the sequence that the writer had seen. `final` says that the field was left or
    sent; until then `text` is a draft.
    """

    field: Annotated[str, Field(pattern=r"^[^#\x00-\x1f]{1,200}#[A-Za-z_][A-Za-z0-9_.]{0,99}$")]
    id: Id
    revision: Annotated[int, Field(ge=1, le=2**31)]
    base: Annotated[int, Field(ge=0, le=2**53)]
    text: Text
    final: bool


@dataclass(frozen=True)
class Kept:
    """A change is stored for good; `sequence` is its entry's, None for a draft."""

    sequence: int | None


class ListLine(Message):
    """One line that was added to a list."""

    id: Id
    text: Text


Values = Annotated[
    dict[Annotated[str, Field(max_length=60)], Text | list[ListLine]],
    Field(max_length=MOST_VALUES),
]


class FieldMessage(Message):
    type: Literal["field"]
    change: FieldChange


class ActionMessage(Message):
    """A button was pressed, a form or lines sent; ``values["id"]`` is made by the page."""

    type: Literal["action"]
    id: Id
    name: Name
    values: Values

    def handed_over(self) -> dict:
        """The values as plain text and lists, with the id among them."""
        plain = self.model_dump()["values"]
        for value in plain.values():
            if isinstance(value, list) and len(value) > MOST_LINES:
                raise EquitykitError("live_too_many_lines", most=MOST_LINES)
        return plain | {"id": self.id}


class FileMessage(Message):
    """The next part of a file, from the byte `start` on; the part itself comes as a buffer."""

    type: Literal["file"]
    id: Id
    start: Annotated[int, Field(ge=0, le=2**53)]
    size: Annotated[int, Field(ge=0, le=2**53)]


class PingMessage(Message):
    type: Literal["ping"]
    count: Annotated[int, Field(ge=0, le=2**53)]


_MESSAGE = TypeAdapter(
    Annotated[FieldMessage | ActionMessage | FileMessage | PingMessage, Field(discriminator="type")]
)


def read_message(content) -> FieldMessage | ActionMessage | FileMessage | PingMessage:
    """Check what came from the page.

    Raises
    ------
    EquitykitError
        ``live_text_too_long``, ``live_message_wrong``
    """
    try:
        return _MESSAGE.validate_python(content)
    except ValidationError as wrong:
        kinds = {(each["type"], each["loc"][-1:]) for each in wrong.errors(include_input=False)}
        if kinds and all(kind == "string_too_long" for kind, _ in kinds):
            raise EquitykitError("live_text_too_long", most=LONGEST_TEXT) from None
        raise EquitykitError("live_message_wrong") from None


def answer_to(content) -> dict:
    """The id and revision of a message that may be wrong in any way, as far as they are there.

    A refusal that names them can be shown beside the field that it is about.
    """
    content = content if isinstance(content, dict) else {}
    change = content.get("change")
    named = change if isinstance(change, dict) else content
    id, revision = named.get("id"), named.get("revision")
    return {
        "id": id if isinstance(id, str) and len(id) <= 64 else None,
        "revision": revision if isinstance(revision, int) else None,
    }
