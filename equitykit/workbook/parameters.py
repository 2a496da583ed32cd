"""The seven parameters of every workbook: checked, whichever life they come from.

Papermill turns unquoted codes into numbers and only warns of a name it does not know;
a page's address can hold anything. Both are settled here, in a notebook's opening call.
"""

import ast
import os
import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from urllib.parse import parse_qs

from equitykit.content.texts import LANGUAGES
from equitykit.errors import EquitykitError

AUDIENCES = ("team", "board", "families", "county")
FROM_ADDRESS = ("district", "team", "year", "language", "audience")
CHOICE = ("measure", "period", "dimension", "yardstick", "left_out")
BOTH = "both"
VIEWS = ("one", "facilitator", "room", "paper", "record")
LATEST = "latest"
SAMPLE = "sample"
NONE = "none"


@dataclass(frozen=True)
class Parameters:
    """`district` is a 14-digit code or ``sample``; `team` the id or name of a team of the record,
    or ``none``; `year` a school year or ``latest``; `store` and `data` are ``none``, ``sample``
    or a place."""

    district: str
    team: str
    year: str
    language: str
    audience: str
    store: str
    data: str


NAMES = tuple(Parameters.__annotations__)


def check_parameters(parameters: Parameters) -> Parameters:
    """Return the parameters with `district` as its 14-digit code, and `store` from
    ``EQUITYKIT_STORE`` where the notebook names none.

    Raises
    ------
    EquitykitError
        For a value that no workbook can use; the sentence names the parameter and the rule.
    """
    for name in NAMES:
        if name != "district" and not isinstance(getattr(parameters, name), str):
            value = getattr(parameters, name)
            raise EquitykitError("parameter_not_text", name=name, value=repr(value))
    if parameters.store == NONE:
        # a batch names the store so: an address can hold a password, parameters are written down
        parameters = replace(parameters, store=os.environ.get("EQUITYKIT_STORE") or NONE)
    _one_of("language", parameters.language, (*LANGUAGES, BOTH))
    _one_of("audience", parameters.audience, AUDIENCES)
    if parameters.store == NONE and parameters.team != NONE:
        raise EquitykitError("team_without_store", team=parameters.team)
    if parameters.year != LATEST and not re.fullmatch(r"20\d\d-\d\d", parameters.year):
        raise EquitykitError("year_unreadable", value=parameters.year)
    return replace(parameters, district=check_district(parameters.district))


def check_district(district) -> str:
    """Return a district's 14-digit code, or ``sample``.

    Text or a whole number of 14 digits (county, district, school) or 7 (county, district)
    is taken; a number with fewer digits has lost its leading zero and is refused.
    """
    if district == SAMPLE:
        return SAMPLE
    code = str(district).strip() if isinstance(district, str | int) else ""
    if re.fullmatch(r"\d{7}(0{7})?", code):
        return code.ljust(14, "0")
    if re.fullmatch(r"\d{14}", code):
        raise EquitykitError("district_is_a_school", value=code, district=code[:7].ljust(14, "0"))
    if re.fullmatch(r"\d{5,6}|\d{12,13}", code):
        raise EquitykitError(
            "district_lost_zero", value=code, guess=code.zfill(14 if len(code) > 9 else 7)
        )
    raise EquitykitError("district_unreadable", value=str(district)[:40])


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise EquitykitError(
            "parameter_not_one_of", name=name, value=value, allowed=", ".join(allowed)
        )


def parameters_of_page(parameters: Parameters) -> Parameters:
    """Let a served page's settings, and over them its address, replace the notebook's defaults.

    ``EQUITYKIT_DATA`` and ``EQUITYKIT_LANGUAGE`` are set by ``equitykit serve`` in the
    kernel's environment, ``QUERY_STRING`` by Voilà. An address never names `store` or `data`.
    """
    served = {
        "data": os.environ.get("EQUITYKIT_DATA"),
        "language": os.environ.get("EQUITYKIT_LANGUAGE"),
    }
    address = _address()
    asked = {name: address[name] for name in FROM_ADDRESS if name in address}
    return replace(parameters, **{name: value for name, value in served.items() if value} | asked)


def view_of_page() -> str:
    """Which view of a meeting a page's address asks for; without one, the safe single screen.

    Raises
    ------
    EquitykitError
        ``parameter_not_one_of``
    """
    view = _address().get("view", VIEWS[0])
    _one_of("view", view, VIEWS)
    return view


def choice_of_page() -> dict:
    """The parts of a `DataChoice` that a page's address asks for; whether they exist is still
    to be asked (:meth:`equitykit.measures.choices.Choices.first`)."""
    address = _address()
    asked = {name: address[name] for name in CHOICE if name in address}
    if "left_out" in asked:
        asked["left_out"] = tuple(dict.fromkeys(asked["left_out"].split(",")))
    return asked


def choice_in_address(choice, *, yardstick: str) -> dict[str, str]:
    """The words by which an address asks for a choice; an empty one is left out of it.

    `yardstick` is the one that the page begins with: the team may change it, so an address
    names only another.
    """
    asked = {name: getattr(choice, name) for name in CHOICE}
    asked["left_out"] = ",".join(choice.left_out)
    return asked | ({"yardstick": ""} if choice.yardstick == yardstick else {})


def _address() -> dict[str, str]:
    """What a served page's address asks for; the last word of a name counts."""
    return {
        name: values[-1] for name, values in parse_qs(os.environ.get("QUERY_STRING", "")).items()
    }


def refuse_unknown_names(executed: list[str]) -> None:
    """Refuse a parameter that the workbook does not have.

    `executed` are the sources of the cells run so far. Papermill puts the parameters it was
    given into a cell that begins with ``# Parameters`` and itself only warns.
    """
    given = [source for source in executed if source.startswith("# Parameters\n")]
    for source in given:
        for statement in ast.parse(source).body:
            for target in getattr(statement, "targets", []):
                if target.id not in NAMES:
                    close = get_close_matches(target.id, NAMES, n=1) or [NAMES[0]]
                    raise EquitykitError(
                        "parameter_unknown",
                        name=target.id,
                        close=close[0],
                        names=", ".join(NAMES),
                    )


def languages_of(language: str) -> tuple[str, ...]:
    """The languages a page speaks: ``both`` shows English and Spanish side by side."""
    return LANGUAGES if language == BOTH else (language,)
