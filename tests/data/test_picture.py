"""The picture at the head of the README says what the product draws today."""

import importlib.util
import re
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"


def words_of(svg: str) -> list[str]:
    """Every text in the drawing; where it stands may differ between versions of the drawer."""
    return sorted(re.findall(r"<text[^>]*>([^<]+)<", svg))


def test_the_picture_is_up_to_date():
    module = importlib.util.spec_from_file_location("make_picture", DATA / "make_picture.py")
    make_picture = importlib.util.module_from_spec(module)
    module.loader.exec_module(make_picture)

    kept = (DATA / "picture.svg").read_text(encoding="utf-8")

    assert words_of(kept) == words_of(make_picture.picture())
    assert "33.0% of 112" in words_of(kept)
