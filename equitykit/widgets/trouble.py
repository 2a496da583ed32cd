"""What a part of a page says when Python could not do what it should."""

import traceback
from logging import Logger

from equitykit.content.texts import Words, explain
from equitykit.errors import EquitykitError


def sentence_of(error: Exception, otherwise: str, *, words: Words, log: Logger) -> str:
    """The sentence of an error of ours; for any other the words `otherwise`, and a log entry.

    What the error was about is not logged: it may be what somebody wrote.
    """
    if isinstance(error, EquitykitError):
        return explain(error, words.language)
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s in a live section\n%s", type(error).__name__, places)
    return words(otherwise)
