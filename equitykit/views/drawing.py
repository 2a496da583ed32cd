"""From a chart to a static SVG: no browser, no network, our font, nothing but the drawing."""

import re
from functools import cache
from importlib.resources import files

import altair as alt
from markupsafe import Markup

from equitykit.views.html import own_markup
from equitykit.views.page import FONT

# A chart is 1060 units wide and fills the page's column: 1000 px on a 1024x768 projector,
# where these letters are 27 px high, 3.5 % of the screen; larger on every other screen.
WIDTH = 1060
TEXT_SIZE = 29
INK = "#1a1a1a"
QUIET = "#4d4d4d"
GRID = "#d0d0d0"
WHITE = "#ffffff"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000")

CONFIG = {
    # without this the SVG would repeat each row's values in labels that no one sees
    "aria": False,
    "background": None,
    "padding": {"left": 4, "right": 4, "top": 12, "bottom": 6},
    "font": f"{FONT}, sans-serif",
    "view": {"stroke": None},
    "text": {"fontSize": TEXT_SIZE, "color": INK},
    "title": {"fontSize": TEXT_SIZE, "color": INK, "fontWeight": "bold"},
    "axis": {
        "labelFontSize": TEXT_SIZE,
        "labelColor": INK,
        "gridColor": GRID,
        "domainColor": INK,
        "tickColor": INK,
        "domainWidth": 2,
    },
}


def svg(chart: alt.TopLevelMixin) -> Markup:
    """Draw a chart. The SVG scales with its column and names no other host."""
    import vl_convert  # starts a JavaScript engine: only where something is drawn

    _register_font()
    # checking the chart against the schema takes as long as drawing it; the tests check
    drawing = vl_convert.vegalite_to_svg(
        chart.to_dict(validate=False), vl_version="6.4", config=CONFIG, allowed_base_urls=[]
    )
    drawing = re.sub(r'viewBox="0 0 (\d+) ', _at_least_wide, drawing, count=1)
    return own_markup(drawing.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))


def _at_least_wide(found: re.Match) -> str:
    """Room to the right of a narrow drawing, so that letters are as large in every chart."""
    return f'viewBox="0 0 {max(int(found[1]), WIDTH)} '


def text_width(text: str, *, bold: bool = False) -> float:
    """Units that a line of text takes, a little generous: for leaving room, not for fitting."""
    return len(text) * TEXT_SIZE * (0.56 if bold else 0.53)


@cache
def _register_font() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(files("equitykit.views").joinpath("assets", "fonts")))
