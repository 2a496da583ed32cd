"""The picture at the head of the README is what the product draws today."""

import importlib.util
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"


def test_the_picture_is_up_to_date():
    module = importlib.util.spec_from_file_location("make_picture", DATA / "make_picture.py")
    make_picture = importlib.util.module_from_spec(module)
    module.loader.exec_module(make_picture)

    assert (DATA / "picture.svg").read_text(encoding="utf-8") == make_picture.picture() + "\n"
