"""The front door: districts by name, the files that were prepared, the arc of the work."""

from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.records.team import STAGES
from equitykit.views.html import render

WORKBOOKS = {"prepare": "prepare", "open": "open", "define": "define", "data": "data"}

MOST_LISTED = 60
"""Of more districts than this none is looked for in a list: its name is typed."""


@dataclass(frozen=True)
class DistrictOption:
    """A district as a reader tells it from others of the same name."""

    cds: str
    label: str


@dataclass(frozen=True)
class TeamRow:
    """A team to go on with: `facilitator` and `one` are the addresses of its page."""

    name: str
    place: str
    last: str
    is_fork: bool
    facilitator: str
    one: str


def choose_district(places: pd.DataFrame, *, chosen: str, years: list[str], words: Words) -> Markup:
    """A form that opens a workbook on a district.

    `places` has the columns `cds`, `county` and `district`.
    """
    counties = _by_county(places, words)
    return render(
        "home_choose",
        counties=counties,
        number=len(places),
        most_listed=MOST_LISTED,
        chosen=chosen,
        years=years,
        words=words,
    )


def teams(
    rows: list[TeamRow],
    *,
    places: pd.DataFrame | None,
    chosen: str,
    told: str,
    warnings: list[str],
    words: Words,
) -> Markup:
    """Teams to continue with, and two ways to get one: a new team, and a team's file.

    Without `places` there is no district to begin a team in. `told` is what the last action
    came to.
    """
    counties = [] if places is None else _by_county(places, words)
    return render(
        "home_teams",
        teams=rows,
        counties=counties,
        number=0 if places is None else len(places),
        most_listed=MOST_LISTED,
        chosen=chosen,
        told=told,
        warnings=warnings,
        words=words,
    )


def district_list(places: pd.DataFrame, *, words: Words) -> Markup:
    """The same districts as a plain list, where there is no page to open."""
    return render("home_list", counties=_by_county(places, words), number=len(places), words=words)


def no_figures(folder: str, *, words: Words) -> Markup:
    """What to do first, in a work folder without prepared data."""
    return render("home_none", folder=folder, words=words)


def prepared_files(files: list[dict], *, words: Words) -> Markup:
    """The prepared files: `file`, `family`, `periods` (a list), `rows`."""
    shown = [
        file
        | {
            "family": words(f"families.{file['family']}.name"),
            "periods": words.list(file["periods"]),
        }
        for file in files
    ]
    return render("home_figures", files=shown, words=words)


def arc(*, words: Words) -> Markup:
    """The stages of the work in plain questions, with the workbooks that are there."""
    stages = []
    for stage in STAGES:
        texts = WORKBOOKS.get(stage)
        stages.append(
            {
                "name": words(f"arc.{stage}.name"),
                "question": words(f"arc.{stage}.question"),
                "title": words(f"{texts}.page.title") if texts else "",
            }
        )
    return render("home_arc", stages=stages, words=words)


def _by_county(places: pd.DataFrame, words: Words) -> list[tuple[str, list[DistrictOption]]]:
    ordered = places.sort_values(["county", "district", "cds"])
    return [
        (county, [_option(place, words) for place in districts.itertuples()])
        for county, districts in ordered.groupby("county", sort=True)
    ]


def _option(place, words: Words) -> DistrictOption:
    code = f"{place.cds[:2]} {place.cds[2:7]}"
    label = words("home.choose.option", district=place.district, county=place.county, code=code)
    return DistrictOption(place.cds, label)


def place_label(cds: str, places: pd.DataFrame | None, words: Words) -> str:
    """A district as a reader knows it; by its code alone where there are no figures on it."""
    found = places[places["cds"] == cds] if places is not None else ()
    if not len(found):
        return words("record.page.district", code=f"{cds[:2]} {cds[2:7]}")
    return _option(next(found.itertuples()), words).label
