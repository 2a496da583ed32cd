"""Does a piece of HTML stay by itself: no script, nothing loaded, no address elsewhere?"""

import re
from html.parser import HTMLParser

# Elements that run, load or embed, and those that change what the rest of the page means.
REFUSED = {
    "script", "iframe", "frame", "frameset", "object", "embed", "applet", "link", "meta", "base",
    "form", "animate", "set",
}  # fmt: skip
ADDRESSES = {
    "src", "href", "xlink:href", "srcset", "poster", "action", "formaction", "data", "background",
    "ping", "cite", "longdesc", "manifest",
}  # fmt: skip
OWN = re.compile(r"\s*(#|data:image/(png|jpeg|gif|webp);base64,)", re.IGNORECASE)
RELATIVE = re.compile(r"[\w./?=&%-]*$")
LOADING_STYLE = re.compile(r"@import|expression\s*\(|url\(\s*['\"]?(?!#|data:)", re.IGNORECASE)


def is_self_contained(html: str) -> bool:
    """Whether `html` runs no script, loads nothing and names no address elsewhere."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return not reader.refused


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.refused = False

    def handle_starttag(self, tag, attrs):
        self.refused |= tag in REFUSED or any(_leaves(tag, *each) for each in attrs)

    def handle_data(self, data):
        # Only a style element's text can load; the same words in a sentence are harmless.
        # Inside a drawing a browser reads a style's text as elements.
        if self.cdata_elem == "style":
            self.refused |= "<" in data or bool(LOADING_STYLE.search(data))

    def _refuse(self, text):
        """Browsers and this reader differ on where some of these end."""
        self.refused = True

    handle_comment = handle_decl = handle_pi = unknown_decl = _refuse


def _leaves(tag: str, name: str, value: str | None) -> bool:
    value = value or ""
    if name.startswith("on") or LOADING_STYLE.search(value):
        return True
    if name not in ADDRESSES or OWN.match(value):
        return False
    return not (tag == "a" and RELATIVE.match(value) and not value.startswith("//"))
