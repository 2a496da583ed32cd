"""The language in which the commands speak."""

import os

from equitykit.content.texts import LANGUAGES, Words, load_words


def user_words() -> Words:
    """Words in the language of ``EQUITYKIT_LANGUAGE``, or of the system, or in English."""
    asked = os.environ.get("EQUITYKIT_LANGUAGE") or os.environ.get("LANG", "")
    return load_words(asked[:2] if asked[:2] in LANGUAGES else "en")
