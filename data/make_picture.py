"""Draw the README's picture from the sample: ``python data/make_picture.py``."""

from pathlib import Path

from equitykit.content.texts import load_words
from equitykit.measures.gaps import compare
from equitykit.measures.privacy import release
from equitykit.sources.reading import read_file
from equitykit.views.drawing import svg
from equitykit.views.gap_chart import gap_chart

HERE = Path(__file__).parent
DISTRICT = "99600410000000"


def picture() -> str:
    """The gap chart of chronic absenteeism by race and ethnicity in the sample's own district."""
    rows = read_file(HERE / "sample" / "chronicabsenteeism25.txt").outcomes
    rows = rows[(rows["level"] == "district") & (rows["cds"] == DISTRICT)]
    compared = compare(release(rows), yardstick="everyone_else")
    shown = compared.where(dimension=["all", "race_ethnicity"])
    chart = gap_chart(shown, words=load_words("en"))
    # a page of a repository may be dark
    return str(svg(chart.properties(background="white")))


if __name__ == "__main__":
    (HERE / "picture.svg").write_text(picture() + "\n", encoding="utf-8")
