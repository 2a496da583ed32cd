"""What a team has decided, in short, on the pages that come after: a card in their head."""

from dataclasses import dataclass

from markupsafe import Markup

from equitykit.content.texts import Words
from equitykit.views.html import joined, render


@dataclass(frozen=True)
class CarriedCard:
    """Lines under one title, such as the agreements."""

    title: str
    lines: tuple[str, ...]


def carried_card(
    cards: tuple[CarriedCard, ...], lines: tuple[str, ...], words: Words, *, is_open: bool
) -> Markup:
    """Cards to unfold, `is_open` where nobody can, and lines that always stand."""
    if not cards and not lines:
        return joined()
    return render("carried", cards=cards, lines=lines, is_open=is_open, words=words)
