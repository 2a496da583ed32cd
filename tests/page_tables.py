"""Tables as a person reads them, out of a page in a browser or out of a file of HTML."""

from html.parser import HTMLParser

# every table on a page: its caption, then its cells row by row
READ_TABLES = """() => Object.fromEntries([...document.querySelectorAll('table')]
    .filter(table => table.caption)
    .map(table => [
        table.caption.textContent.trim().replace(/\\s+/g, ' '),
        [...table.rows].map(row => [...row.cells].map(
            cell => cell.textContent.trim().replace(/\\s+/g, ' '))),
    ]))"""


class TableReader(HTMLParser):
    """Reads the same out of a text of HTML, independently of any browser."""

    def __init__(self):
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self._caption = self._text = None
        self._rows: list[list[str]] = []

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self._rows, self._caption = [], None
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("caption", "th", "td"):
            self._text = ""

    def handle_data(self, data):
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag):
        if tag in ("caption", "th", "td"):
            said = " ".join(self._text.split())
            if tag == "caption":
                self._caption = said
            else:
                self._rows[-1].append(said)
            self._text = None
        elif tag == "table" and self._caption:
            self.tables[self._caption] = self._rows


def tables_of(html: str) -> dict[str, list[list[str]]]:
    """All tables with a caption: ``{caption: rows of cells}``."""
    reader = TableReader()
    reader.feed(html)
    return reader.tables
