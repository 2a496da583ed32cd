"""What somebody may type to make a page do something: each by name, for every field and output.

A payload that runs calls ``hit()``, which pages under test define, or asks for ``CANARY``.
"""

from html.parser import HTMLParser

CANARY = "equitykit-canary"
LEAK = f"http://127.0.0.1:9/{CANARY}"
RUN = f"window.hit=1;fetch('{LEAK}')"

PAYLOADS = {
    # markup and handlers
    "script": f"<script>{RUN}</script>",
    "script closed early": f"</script><script>{RUN}</script>",
    "image": f'<img src="{LEAK}" onerror="{RUN}">',
    "image unquoted": f"<img src=x onerror={RUN.replace(' ', '')}>",
    "out of an attribute": f'" autofocus onfocus="{RUN}" x="',
    "out of a quiet attribute": f"' onmouseover='{RUN}' '",
    "out of a text area": f"</textarea><img src=x onerror={RUN}>",
    "out of a style": f"</style><script>{RUN}</script>",
    "out of a title": f"</title><svg onload={RUN}>",
    "out of a list": f"</li></ul></section></main></body><body onload={RUN}>",
    "svg": f"<svg onload={RUN}><animate onbegin={RUN} attributeName=x dur=1s></svg>",
    "svg script": f"<svg><script>{RUN}</script></svg>",
    "mathml": f'<math><mtext><mglyph><style><img src=x onerror="{RUN}"></style></math>',
    "frame": f'<iframe srcdoc="<script>parent.hit=1</script>" src="{LEAK}"></iframe>',
    "object": f'<object data="{LEAK}"></object><embed src="{LEAK}">',
    "address of a script": f"javascript:{RUN}",
    "link to a script": f'<a href="jav&#x09;ascript:{RUN}" autofocus>read this</a>',
    "address of data": "data:text/html,<script>parent.hit=1</script>",
    "style": f"<style>@import '{LEAK}';*{{display:none}}</style>",
    "style attribute": f'<p style="position:fixed;inset:0;background:url({LEAK})">x</p>',
    "base": f'<base href="{LEAK}"><meta http-equiv="refresh" content="0;url={LEAK}">',
    "form": f'<form action="{LEAK}"><button data-action="end_meeting" autofocus>Go on</button>',
    "our own wire": '<textarea data-field="team#name" data-draft="x">y</textarea>',
    "comment": "<!-- hidden --!><b>bold</b><![CDATA[ <i>x</i> ]]>",
    "half a tag": "<img src=x onerror=hit() a",
    "escaped already": "&lt;script&gt; &amp;amp; &#60;b&#62; &nbsp;",
    # templates
    "jinja": "{{7*7}} {% for x in y %}{{ config }}{% endfor %} {# gone #}",
    "format": "{name} {0} {team.__class__} {{}} %s %(x)s",
    "javascript template": "${7*7} `${alert(1)}` #{7*7} <%= 7*7 %>",
    "jinja long": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    # spreadsheets
    "formula": '=HYPERLINK("http://127.0.0.1:9/x","click")',
    "formula plus": "+cmd|' /C calc'!A0",
    "formula minus": "-2+3+cmd|' /C calc'!A0",
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula pipe": "|echo x",
    "formula percent": "%0A=1+1",
    "formula tab": "\t=1+1",
    "formula return": "\r=1+1",
    # files, databases, formats
    "sql": "x'); DROP TABLE journal_entries; -- \"; PRAGMA writable_schema=1;",
    "path": "../../../../etc/passwd\\..\\..\\con:nul",
    "calendar": "Room 4\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTACH:http://127.0.0.1:9/x\r\nX:;,\\n",
    "header": "x\r\nSet-Cookie: a=b\r\n\r\n<html>",
    "json": '"}],"type":"team"}\n{"type": "entry", "sequence": 1}',
    "yaml": "!!python/object/apply:os.system ['true']\n- &a [*a, *a]\n---",
    "markdown": f"[x](javascript:{RUN}) ![y]({LEAK}) <{LEAK}>",
    "separators": "one\u2028two\u2029three\x85four\x0bfive\x0csix",
    # text that is hard to set
    "very long word": "w" * 50_000,
    "very long text": "word and <b>word</b> " * 2_380,
    "many lines": "a line\n" * 500,
    "right to left": "\u202egnp.exe \u2066inner\u2069 \u200f\u061c \u05d0\u05d1\u05d2 mixed",
    "nothing to see": "a\u200bb\u200dc\ufeffd\u2060e\u00adf",
    "combining": "Z" + "\u0301\u0302\u0316\u0489" * 60 + " pile",
    "emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f3f3\ufe0f\u200d\U0001f308 1\ufe0f\u20e3 \U0001f1f2\U0001f1fd",  # noqa: E501
    "scripts of the world": "ﷺ ⁧مرحبا⁩ 你好 ไม่ हिन्दी Ñandú ǅ ß İ ſ",
    "half a character": "half \ud83d and \udc00 half",
    "nul": "before\x00after",
    "control characters": "a\x01\x02\x07\x08\x1b[31mred\x1b[0m\x7f\x9b31m",
    "noncharacters": "\ufffe\uffff\U0010ffff\ufdd0",
    "numbers": "NaN Infinity 1e999 0x7f -0 ١٢٣ ½",
}  # fmt: skip


def kept(text: str) -> str:
    """A text as the record holds it: half characters become the replacement sign, NUL its picture.

    Browsers send half of a two-part character when a text is cut; no database takes it, and
    PostgreSQL takes no NUL.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\x00", "\N{SYMBOL FOR NULL}")


class Page(HTMLParser):
    """A document taken apart: its kinds of element, what could run in it, and its text."""

    ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "srcdoc", "poster")
    ACTIVE = (
        "script", "iframe", "object", "embed", "base", "link", "applet", "frame", "animate",
    )  # fmt: skip

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.kinds: set[tuple] = set()
        self.running: list[str] = []
        self.said: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.kinds.add((tag, *sorted(name for name, _ in attrs)))
        found = self.get_starttag_text()[:200]
        if tag in self.ACTIVE or any(name.startswith("on") for name, _ in attrs):
            self.running.append(found)
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            if name in self.ADDRESSES and ":" in address.partition("/")[0]:
                self.running.append(found)
            # what stands in a field is read by people as its text is
            if name in ("value", "title", "aria-label"):
                self.said.append(value or "")

    def handle_data(self, data):
        self.said.append(data)

    def handle_comment(self, data):
        self.running.append(f"<!--{data[:100]}")

    def unknown_decl(self, data):
        self.running.append(f"<![{data[:100]}")

    def lacks(self, texts) -> list[str]:
        """The names of those texts that are not in it; how lines are broken does not count."""
        said = _even("\n".join(self.said))
        return [name for name, text in texts.items() if _even(kept(text)) not in said]


def _even(text: str) -> str:
    return " ".join(text.split())
