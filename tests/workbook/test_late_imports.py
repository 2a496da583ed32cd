"""What a page that draws no chart does not pay for: the libraries of charts and of reading files."""

import subprocess
import sys

import pytest

OPENED = """
import sys
from equitykit.workbook.workbook import open_workbook
book = open_workbook(
    {name!r}, district="sample", team="none", year="latest", language="en",
    audience="team", store="none", data="sample",
)
shown = [section._repr_mimebundle_() for section in [book, *map(book.section, {sections})]]
assert all(len(each["text/html"]) > 100 for each in shown)
print(*sorted(set(sys.modules) & {{"altair", "vl_convert", "openpyxl", "ipywidgets"}}))
"""


def libraries_after(name: str, *sections: str) -> set[str]:
    """The libraries that a fresh process has imported once these sections are shown."""
    code = OPENED.format(name=name, sections=list(sections))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("name", "sections"),
    [
        ("00_home", ["home.choose", "home.figures", "home.arc"]),
        ("brief", ["brief.known", "brief.gaps", "brief.questions"]),
        ("04_data", ["data.sources"]),
    ],
)
def test_pages_without_charts_import_no_library_of_charts(name, sections):
    assert libraries_after(name, *sections) == set()


def test_a_page_with_a_chart_does():
    """The control: the names above are the ones that would be there."""
    assert {"altair", "vl_convert"} <= libraries_after("04_data", "data.crossings")
