"""The head of a workbook: title, district, year, the floor that protects students, the logo."""

from urllib.parse import urlencode

from equitykit.content.texts import LANGUAGES, load_words
from equitykit.views.section import heading
from equitykit.workbook.life import SERVED, life
from equitykit.workbook.parameters import FROM_ADDRESS, LATEST, NONE

PAGES = {
    "00_home": "home", "01_prepare": "prepare", "02_open": "open", "03_define": "define",
    "04_data": "data", "brief": "brief",
}  # fmt: skip
MEETING = "00_today"


def head(book):
    """The head of `book` as HTML."""
    return heading(
        book.words(f"{book.texts}.page.title"),
        place="" if book.is_home else _place(book),
        stand=_stand(book),
        logo=book.logo,
        ways=_ways(book) if life() == SERVED else [],
        invented=book.is_invented,
        words=book.words,
    )


def _ways(book) -> list[tuple[str, str, str]]:
    """Links to the other pages on the same district, and to this page in the other language."""
    here = book.words.language
    # from the home page the form leads on, to the district that is chosen there
    others = [
        (address(book, name), book.words(f"book.ways.{texts}"), here)
        for name, texts in PAGES.items()
        if name != book.name and not book.is_home
    ]
    if book.parameters.team != NONE and not book.is_home:
        others.insert(1, (meeting_address(book), book.words("book.ways.today"), here))
    languages = [
        (address(book, book.name, language=language), _named(language), language)
        for language in LANGUAGES
        if language != here
    ]
    return [*others, *languages]


def address(book, name: str, **changed: str) -> str:
    """The address of a served page with the same parameters but for what is `changed`."""
    asked = {each: getattr(book.parameters, each) for each in FROM_ADDRESS} | changed
    return f"{name}.ipynb?{urlencode(asked)}"


def meeting_address(book, view: str = "facilitator") -> str:
    """The address of a view of the meeting's page, on the team of `book`."""
    return f"{address(book, MEETING)}&{urlencode({'view': view})}"


def _named(language: str) -> str:
    return load_words(language)("book.language.name")


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
    named = [] if team == NONE else [words("book.team.text", team=book.teams[0].team.name)]
    return " ".join([*named, period, floor])
