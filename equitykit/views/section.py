"""The frame of every section, and the head of every workbook."""

from markupsafe import Markup

from equitykit.content.texts import Words, load_texts
from equitykit.views.html import render, unbroken
from equitykit.views.page import invented_banner


def section(id: str, body: Markup, *, words: Words, beside: Markup | str = "") -> Markup:
    """Put `body` under the question of section `id`, with the line on what it cannot tell us;
    `beside` goes on in that line."""
    limits = words(f"{id}.limits") if f"{id}.limits" in load_texts() else ""
    drawn = render(
        "section",
        id=id.replace(".", "-"),
        title=words(f"{id}.title"),
        body=body,
        limits=limits,
        beside=beside,
    )
    return unbroken(drawn)


def heading(
    title: str,
    *,
    place: str,
    stand: str,
    logo: str,
    ways: list[tuple[str, str, str]],
    invented: bool,
    words: Words,
) -> Markup:
    """The head of a workbook: its title, the district, and the rules that hold on this page.

    `logo` is a data address or nothing; beside the name of the district it says nothing more.
    `ways` are the links to other pages, as address, name, and the language of the name.
    """
    return render(
        "heading",
        title=title,
        place=place,
        stand=stand,
        logo=logo,
        ways=ways,
        invented=invented_banner(words) if invented else "",
        words=words,
    )


def not_shown(id: str, sentence: str, *, words: Words) -> Markup:
    """What stands in the place of a section that cannot be drawn: its question, one sentence."""
    title = words(f"{id}.title") if f"{id}.title" in load_texts() else ""
    return render("not_shown", id=id.replace(".", "-"), title=title, sentence=sentence)


def problem(sentence: str, *, words: Words) -> Markup:
    """What a page shows when it cannot be opened: one sentence and the way home."""
    return render("problem", sentence=sentence, words=words)
