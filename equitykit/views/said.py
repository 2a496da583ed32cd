"""What is said to the room: one text for each language of the meeting.

The room may read English, Spanish, or both at once, so its screens take each of our own
sentences as a mapping from language to text. What people in the room wrote is a plain string:
it stands once, in whatever language it was written.
"""

from collections.abc import Iterable, Mapping

from equitykit.content.texts import Words

Said = Mapping[str, str]
"""Language to text, such as ``{"en": "Data", "es": "Datos"}``."""


def said(id: str, languages: Iterable[Words], **values) -> dict[str, str]:
    """The sentence `id` in each of `languages`."""
    return {words.language: words(id, **values) for words in languages}


def tell(text: Said | str, words: Words) -> str:
    """The text for the reader of `words`; what people wrote is the same for everyone."""
    return text if isinstance(text, str) else text[words.language]
