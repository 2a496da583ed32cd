"""A place to write for oneself: outside all that saves, and it says so."""

from markupsafe import Markup

from equitykit.content.preparation import MIRROR_QUESTIONS
from equitykit.content.texts import Words
from equitykit.views.html import render


def private_reflection(words: Words) -> Markup:
    """The private questions and one plain text area that no script reads and nothing stores."""
    return render("private_reflection", questions=MIRROR_QUESTIONS, words=words)
