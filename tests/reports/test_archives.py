"""An archive holds one district's pages and no notebook."""

import zipfile
from dataclasses import replace

from rendering import BRIEF

from equitykit.reports.archives import write_archives

OTHER = replace(
    BRIEF, cds="44698230000000", file="2024-25/44698230000000-soquel/brief.en.team.html"
)


def test_each_district_gets_its_own_pages_and_nothing_else(tmp_path):
    for row in (BRIEF, OTHER):
        page = tmp_path / row.file
        page.parent.mkdir(parents=True)
        page.write_text(row.cds, encoding="utf-8")
        page.with_suffix(".ipynb").write_text("{}")
    (tmp_path / BRIEF.file).with_suffix(".pdf").write_bytes(b"%PDF")
    first, second = write_archives([BRIEF, OTHER, replace(BRIEF, file=None)], tmp_path)
    folder = "27660350000000-greenfield-union"
    with zipfile.ZipFile(first) as packed:
        assert packed.namelist() == [f"{folder}/brief.en.families.{end}" for end in ("html", "pdf")]
    with zipfile.ZipFile(second) as packed:
        assert packed.read(packed.namelist()[0]) == OTHER.cds.encode()
    made = first.read_bytes()
    assert write_archives([BRIEF], tmp_path)[0].read_bytes() == made
