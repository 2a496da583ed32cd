"""What a team expected of a figure, what it saw in it, and what it put aside until the causes."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from equitykit.records.record import Name, Record, Text

ROUNDS = ("notice", "wonder", "cannot_tell", "missing_account", "next_evidence")
GOES_TO = ("listen", "causes")
FOUND = ("only_here", "nothing", "too_small")
LONGEST_LINE = 400


class Predicted(Record):
    """That everybody has predicted before a figure was shown. `subject`:
    ``<meeting or team>/predicted/<measure>/<dimension>``.

    What anybody expected is not in it: predictions are private.
    """

    kind = "predicted"

    meeting: Name = ""
    measure: Name
    dimension: Name


class SaidPrediction(Record):
    """What the team wanted to say aloud before it looked. `subject`: ``prediction/<id>``."""

    kind = "said_prediction"

    meeting: Name = ""
    text: Annotated[Text, Field(max_length=LONGEST_LINE)]
    measure: Name = ""
    dimension: Name = ""


class Noticed(Record):
    """A line of one of the rounds in front of a figure. `subject`: ``noticed/<id>``.

    `measure` to `figure` say which chart the room was looking at (`figure`: ``gaps`` or
    ``trend``); empty where none was shown. `role` is who said it, never a name. `kept`: somebody
    looked at a line that explains and left it as it is. `goes_to` is where a question is taken
    up. Feature S45.
    """

    kind = "noticed"

    meeting: Name = ""
    round: Literal[ROUNDS]
    text: Annotated[Text, Field(max_length=LONGEST_LINE)]
    measure: Name = ""
    dimension: Name = ""
    period: Name = ""
    yardstick: Name = ""
    figure: Name = ""
    role: Name = ""
    kept: bool = False
    goes_to: Literal[(*GOES_TO, "")] = ""


class ParkedExplanation(Record):
    """An explanation that came early and waits for the causes. `subject`: ``explanation/<id>``.

    `about` is what it was said in front of: the measure, or ``workforce``. It is neither right
    nor wrong yet; `state` is ``waiting`` until the causes take it up.
    """

    kind = "parked_explanation"

    meeting: Name = ""
    text: Annotated[Text, Field(max_length=LONGEST_LINE)]
    measure: Name = ""
    period: Name = ""
    about: Name = ""
    state: Literal["waiting", "taken_up"] = "waiting"


class CrossingSeen(Record):
    """That a room was shown two traits crossed, and what it saw there. `subject`:
    ``crossing/<measure>/<dimension>/<period>``.

    `found`: something shows ``only_here``, there is ``nothing`` to see, or the groups are
    ``too_small``; empty while nobody has said. One with nothing to see counts too: what stands
    out was chosen among all that were looked at. Feature S37.
    """

    kind = "crossing_seen"

    meeting: Name = ""
    measure: Name
    dimension: Name
    period: Name
    found: Literal[(*FOUND, "")] = ""
    text: Annotated[Text, Field(max_length=LONGEST_LINE)] = ""


class RouteChosen(Record):
    """How the team will learn of a group that figures hide. `subject`: ``route/<code>``.

    `code` is that of the group, `owner` a role, `by` the day on which there is something to
    tell, `agreed_with` who of the group agreed to it, in roles. Feature S38.
    """

    kind = "route_chosen"

    meeting: Name = ""
    code: Name
    route: Literal["listen", "pool_years", "pool_places", "widen", "secure_view"]
    owner: Name
    by: date
    agreed_with: Name = ""
