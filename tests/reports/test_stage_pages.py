"""The stage workbooks in a batch: what was recorded is told, the rest is on paper, EN and ES."""

import html
import re

import pytest
from meeting import DISTRICT, a_place
from typer.testing import CliRunner

from equitykit.cli.main import app
from equitykit.content.practices import practices_of
from equitykit.content.texts import load_words
from equitykit.records.agreements import Agreement, AgreementConsent
from equitykit.workbook.sample import prepared_sample

WORKBOOKS = ["01_prepare", "02_open", "03_define"]


def pages_of(folder, place, *more: str) -> dict[str, str]:
    """The texts of the pages that a batch makes of the stage workbooks, by workbook."""
    out = folder / "out"
    asked = ["batch", "--workbooks", ",".join(WORKBOOKS), "--data", prepared_sample(),
             "--district", DISTRICT, "--store", place.store, "--out", out, *more]  # fmt: skip
    done = CliRunner().invoke(app, [str(each) for each in asked])
    assert done.exit_code == 0, done.output
    return {
        name: next(each for each in out.rglob("*.html") if name in each.name).read_text("utf-8")
        for name in WORKBOOKS
    }


def words_in(page: str) -> str:
    text = re.sub(r"(?s)<(style|script)\b.*?</\1>", " ", page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.fixture
def place(tmp_path):
    place = a_place(tmp_path)
    yield place
    place.journal.close()


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "es"])
def test_each_practice_is_a_section_told_or_on_paper_and_nothing_can_be_pressed(
    place, tmp_path, language
):
    line = Agreement(en="We say what we saw.", es="Decimos lo que vimos.", about="seeing")
    consent = AgreementConsent(en=line.en, es=line.es, can=12)
    place.journal.append(place.team, "agreement/00000001", line, id=f"{1:032x}")
    place.journal.append(place.team, "agreement/00000001/consent", consent, id=f"{2:032x}")

    pages, words = pages_of(tmp_path, place, "--language", language), load_words(language)

    for name, page in pages.items():
        text = words_in(page)
        titles = [words(f"{id}.section.title") for id in practices_of(name)]
        assert [title for title in titles if title not in text] == []
        assert "<button" not in page and "<input" not in page and "<textarea" not in page
        assert "Traceback" not in text
    told = words_in(pages["02_open"])
    assert "We say what we saw." in told and "Decimos lo que vimos." in told
    assert words("agreements.stand.agreed") in told
    # what nobody has filled in yet is there to be filled in by hand
    assert words("stage.paper.text") in told and words("stage.paper.text") in words_in(
        pages["01_prepare"]
    )
