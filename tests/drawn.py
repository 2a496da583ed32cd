"""What stands in a figure: its words without markup, the words in its picture, and its marks."""

import re


def text(html) -> str:
    """All words of a figure in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", str(html)))


def texts(drawing) -> list[str]:
    """The pieces of text in an SVG."""
    return re.findall(r"<t(?:ext|span)[^>]*>([^<]+)</t", str(drawing))


def marks(chart, name: str) -> list[dict]:
    """The rows of a chart's data that are drawn as one kind of mark."""
    return [row for rows in chart["datasets"].values() for row in rows if row["mark"] == name]
