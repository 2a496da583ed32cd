"""The language in which the commands speak."""

import os
import unicodedata

from equitykit.content.texts import LANGUAGES, Words, load_words


def user_words() -> Words:
    """Words in the language of ``EQUITYKIT_LANGUAGE``, or of the system, or in English."""
    asked = os.environ.get("EQUITYKIT_LANGUAGE") or os.environ.get("LANG", "")
    return load_words(asked[:2] if asked[:2] in LANGUAGES else "en")


def printable(text: str) -> str:
    """`text` as a terminal may be shown it: nothing in it that the terminal would obey.

    A team's name comes from a page or from another machine; an escape sequence in it could
    rewrite what stands on the screen. Line breaks stay, and what joins letters.
    """
    return "".join(each if _is_shown(each) else "\N{REPLACEMENT CHARACTER}" for each in text)


def _is_shown(letter: str) -> bool:
    joins = "\n\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
    return letter in joins or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
