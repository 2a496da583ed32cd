"""The head of a workbook: title, district, year, the floor that protects students, the logo."""

from equitykit.storage.places import SAMPLE_COUNTY
from equitykit.views.section import heading
from equitykit.workbook.parameters import LATEST, NONE


def head(book):
    """The head of `book` as HTML."""
    return heading(
        book.words(f"{book.texts}.page.title"),
        place="" if book.is_home else _place(book),
        stand=_stand(book),
        logo=book.logo,
        invented=_is_invented(book),
        words=book.words,
    )


def _place(book) -> str:
    return book.words(
        "book.district.place",
        district=book.place.district,
        county=book.place.county,
        county_code=book.cds[:2],
        district_code=book.cds[2:7],
    )


def _stand(book) -> str:
    words, settings = book.words, book.settings
    floor = words("book.floor.text", floor=settings.minimum_n, line=settings.stability_line)
    if book.is_home:
        return floor
    chosen = book.parameters.year != LATEST
    year = book.parameters.year if chosen else book.periods[0]
    period = words(f"book.period.{'chosen' if chosen else 'latest'}", year=year)
    team = book.parameters.team
    named = [] if team == NONE else [words("book.team.text", team=team)]
    return " ".join([*named, period, floor])


def _is_invented(book) -> bool:
    codes = book.places["cds"] if book.is_home and book.has_data else []
    shown = codes if book.is_home else [book.cds]
    return any(code.startswith(SAMPLE_COUNTY) for code in shown)
