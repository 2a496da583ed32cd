"""The page around everything: its language, its landmarks, its style from nowhere else."""

import re
from importlib.resources import files

from equitykit.views.html import own_markup
from equitykit.views.page import document, styles


def test_the_style_loads_nothing_and_brings_its_font():
    assert "http" not in styles()
    assert "url(data:font/woff2;base64," in styles()
    assert not re.search(r"url\((?!data:)", styles())


def test_fonts_weigh_little_and_come_with_their_licence():
    fonts = list(files("equitykit.views").joinpath("assets", "fonts").iterdir())

    assert sum(len(font.read_bytes()) for font in fonts) <= 150_000
    assert "OFL.txt" in {font.name for font in fonts}


def test_a_page_has_language_title_skip_link_and_main_part(spanish):
    page = document(own_markup("<h1>Uno</h1>"), title="A & <b>", words=spanish)

    assert '<html lang="es">' in page
    assert "<title>A &amp; &lt;b&gt;</title>" in page
    assert '<a class="skip" href="#main">Saltar a la parte principal</a>' in page
    assert re.search(r'<main id="main"[^>]*>\s*<h1>Uno</h1>', page)


def test_invented_data_are_called_invented(english):
    body = own_markup("<h1>One</h1>")

    assert "Invented data." in document(body, title="t", words=english, invented=True)
    assert "Invented data." not in document(body, title="t", words=english)
