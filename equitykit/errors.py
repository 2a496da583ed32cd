"""What a user may read when something cannot be done.

An error holds the id of a sentence in ``content/errors.yml`` and the values that
the sentence names. The edges (commands, pages, notebooks) turn it into words in
the user's language with :func:`equitykit.content.texts.explain`.
"""


class EquitykitError(Exception):
    """Something the user can put right: what, where, which rule, what to do next.

    Parameters
    ----------
    id : str
        The item in ``content/errors.yml``, such as ``"file_empty"``.
    **values
        What the sentence names: the file, the row, the value.
    """

    def __init__(self, id: str, **values):
        super().__init__(id, values)
        self.id = id
        self.values = values
        self.sentence: str | None = None

    def __str__(self) -> str:
        if self.sentence:
            return self.sentence
        named = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.id} ({named})"

    def _render_traceback_(self) -> list[str]:
        """Notebooks show the sentence alone: IPython asks an exception for this."""
        return [str(self)]
