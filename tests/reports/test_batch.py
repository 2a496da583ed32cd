"""A batch makes each page by itself: what fails, is killed or changes concerns that page only."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rendering import alive, notebook, prepared, wait_for

from equitykit.reports.batch import run_batch
from equitykit.reports.notebooks import find_notebooks
from equitykit.reports.rendering import Rendering
from equitykit.reports.results import read_results
from equitykit.reports.tasks import plan
from equitykit.storage.prepared import list_places

DISTRICTS = """
    cds            | district          | period  | denominator
    99600170000000 | Tiny Acorn        | 2024-25 | 60
    99600250000000 | ../../Mossy <b>É  | 2024-25 | 430
    99600330000000 | Lantern Hill      | 2024-25 | 1200
"""
TINY, MOSSY, LANTERN = "99600170000000", "99600250000000", "99600330000000"

SHOW_DISTRICT = """
from IPython.display import HTML
HTML(f"<h1>Figures of {district}</h1>")
"""


@pytest.fixture
def data(tmp_path) -> Path:
    return prepared(DISTRICTS, tmp_path / "work" / "data")


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """One batch over the three districts, to be looked at: its folder and its rows."""
    folder = tmp_path_factory.mktemp("rendered")
    data = prepared(DISTRICTS, folder / "work" / "data")
    rows = render(data, notebook(folder / "one.ipynb", SHOW_DISTRICT), folder / "exports")
    return folder / "exports", rows


def render(data, path, out, *, only=(), timeout=60):
    places = list_places(data)
    tasks = plan(
        places[places["cds"].isin(only)] if only else places,
        find_notebooks(str(path), ours=path.parent),
        language="en",
        audience="team",
        year="latest",
        shown_year="2024-25",
        data=data,
    )
    return run_batch(tasks, Rendering(out=out, timeout=timeout), jobs=2)


def states(rows) -> dict[str, str]:
    return {row.cds: row.state for row in rows}


def test_no_page_holds_anything_of_another_district(rendered):
    out, rows = rendered
    assert [row.state for row in rows] == ["done"] * 3
    for row in rows:
        for path in (out / row.file).parent.iterdir():
            text = path.read_text(encoding="utf-8")
            assert row.cds in text
            for other in rows:
                if other is not row:
                    assert other.cds not in text and other.district not in text


def test_a_name_with_a_path_and_markup_in_it_stays_a_name(rendered):
    out, rows = rendered
    assert rows[1].file == f"2024-25/{MOSSY}-mossy-b-e/one.en.team.html"
    assert sorted(path.name for path in out.parent.iterdir()) == ["exports", "one.ipynb", "work"]
    for page in (out / "index.html", out / rows[1].file):
        text = page.read_text(encoding="utf-8")
        assert "Mossy &lt;b&gt;É" in text and "<b>É" not in text


def test_every_page_stands_by_itself_and_says_that_the_data_are_invented(rendered):
    out, rows = rendered
    for page in (out / "index.html", *(out / row.file for row in rows)):
        text = page.read_text(encoding="utf-8")
        assert "Invented data." in text and "<script" not in text
        assert "http:" not in text and "https:" not in text
    notebook = json.loads((out / rows[0].file).with_suffix(".ipynb").read_text(encoding="utf-8"))
    assert "widgets" not in notebook["metadata"]


def test_a_second_run_makes_only_what_changed(data, tmp_path):
    out, path = tmp_path / "exports", notebook(tmp_path / "one.ipynb", SHOW_DISTRICT)
    rows = render(data, path, out)
    before = {file: file.stat().st_mtime_ns for file in out.rglob("*.ipynb")}
    assert set(states(render(data, path, out)).values()) == {"unchanged"}
    assert {file: file.stat().st_mtime_ns for file in out.rglob("*.ipynb")} == before
    more = f"cds | district | period | denominator\n{LANTERN} | Lantern Hill | 2023-24 | 1100"
    prepared(more, data)
    (out / rows[0].file).write_text("half a pa", encoding="utf-8")
    again = render(data, path, out)
    assert states(again) == {TINY: "done", MOSSY: "unchanged", LANTERN: "done"}


def test_a_changed_notebook_or_setting_makes_a_page_again(data, tmp_path):
    out, path = tmp_path / "exports", notebook(tmp_path / "one.ipynb", SHOW_DISTRICT)
    render(data, path, out, only=[TINY])
    notebook(path, SHOW_DISTRICT, "1 + 1")
    assert states(render(data, path, out, only=[TINY])) == {TINY: "done"}
    (data.parent / "settings.toml").write_text("minimum_n = 20\n", encoding="utf-8")
    assert states(render(data, path, out, only=[TINY])) == {TINY: "done"}


BREAK_ALL = f"""
import os, signal, time
assert district != {TINY!r}, "figures of no one else: 12345"
if district == {MOSSY!r}:
    os.kill(os.getpid(), signal.SIGKILL)
if district == {LANTERN!r}:
    time.sleep(300)
"""


def test_a_broken_district_is_a_row_and_the_others_have_their_pages(data, tmp_path):
    out = tmp_path / "exports"
    fine = "99600410000000"
    prepared(f"cds | district | period | denominator\n{fine} | Kettle | 2024-25 | 2500", data)
    path = notebook(tmp_path / "one.ipynb", BREAK_ALL, SHOW_DISTRICT)
    rows = render(data, path, out, timeout=8)
    assert [row.state for row in rows] == ["failed", "failed", "failed", "done"]
    assert "cell [3] with AssertionError" in rows[0].error
    assert "memory ran out" in rows[1].error
    assert "8 seconds" in rows[2].error
    # what an error says may hold figures: it stays in the notebook for the analyst
    assert "12345" not in (out / "results.json").read_text(encoding="utf-8")
    left = [path.name for path in out.rglob(f"*{TINY}*/*")]
    assert left == ["one.en.team.failed.ipynb"] and rows[0].file is None
    assert f"Figures of {fine}" in (out / rows[3].file).read_text(encoding="utf-8")
    assert read_results(out) == rows


def test_a_process_that_ends_without_an_answer_is_a_row(data, tmp_path):
    path = notebook(
        tmp_path / "one.ipynb", "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)"
    )
    (row,) = render(data, path, tmp_path / "exports", only=[TINY])
    assert row.state == "failed" and "without an answer" in row.error


def test_tries_are_counted_until_it_works(data, tmp_path):
    out, path = tmp_path / "exports", tmp_path / "one.ipynb"
    for attempts in (1, 2):
        (row,) = render(data, notebook(path, "1 / 0"), out, only=[TINY])
        assert (row.state, row.attempts) == ("failed", attempts)
    (row,) = render(data, notebook(path, SHOW_DISTRICT), out, only=[TINY])
    assert (row.state, row.attempts, row.error) == ("done", 3, None)
    assert not list(out.rglob("*.failed.ipynb"))


def test_a_batch_started_inside_jupyterlab_still_makes_pages(data, tmp_path, monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "mine.ipynb")
    shows = (
        "from IPython.display import HTML\nfrom equitykit.workbook.life import life\nHTML(life())"
    )
    path = notebook(tmp_path / "life.ipynb", shows)
    (row,) = render(data, path, tmp_path / "exports", only=[TINY])
    assert "rendered" in (tmp_path / "exports" / row.file).read_text(encoding="utf-8")


def test_a_folder_with_braces_in_its_name_is_a_folder(data, tmp_path):
    path = notebook(tmp_path / "mine {district}" / "one.ipynb", SHOW_DISTRICT)
    (row,) = render(data, path, tmp_path / "out {cds}", only=[TINY])
    assert (tmp_path / "out {cds}" / row.file).is_file()


def test_a_link_that_leads_out_of_the_exports_is_not_followed(data, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "exports" / "2024-25").mkdir(parents=True)
    (tmp_path / "exports" / "2024-25" / f"{TINY}-tiny-acorn").symlink_to(elsewhere)
    path = notebook(tmp_path / "one.ipynb", SHOW_DISTRICT)
    (row,) = render(data, path, tmp_path / "exports", only=[TINY])
    assert row.state == "failed" and "outside the folder" in row.error
    assert not list(elsewhere.iterdir())


SLEEPER = """
import pathlib, time, os
marks = pathlib.Path(data).parent / "marks"
marks.mkdir(exist_ok=True)
(marks / f"{district}.{os.getpid()}").touch()
if not (marks / "go").exists() and district != "99600170000000":
    time.sleep(300)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(
    "how", [signal.SIGKILL, pytest.param(signal.SIGINT, marks=pytest.mark.slow)]
)
def test_a_stopped_run_leaves_nothing_running_and_goes_on_where_it_stopped(data, tmp_path, how):
    out, marks = tmp_path / "exports", data.parent / "marks"
    path = notebook(tmp_path / "s.ipynb", SLEEPER + SHOW_DISTRICT)
    command = [
        sys.executable,
        "-c",
        "from equitykit.cli.batch_command import batch; import typer; typer.run(batch)",
    ]
    command += ["--all", "--data", data, "--workbooks", path, "--out", out, "--jobs", "2"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE)
    # one page is finished, and the two others are in the middle of their work
    wait_for(lambda: list(out.rglob("[!.]*.ipynb")) and len(list(marks.glob("99*"))) == 3)
    running.send_signal(how)
    running.wait(30)
    kernels = [int(mark.name.split(".")[1]) for mark in marks.glob("99*")]
    wait_for(lambda: not any(alive(pid) for pid in kernels), 15)
    (marks / "go").touch()
    if how == signal.SIGINT:
        assert states(read_results(out)) == {TINY: "done"}
    subprocess.run(command, check=True, timeout=120)
    assert states(read_results(out)) == {TINY: "unchanged", MOSSY: "done", LANTERN: "done"}
    assert not [path for path in out.rglob(".*")]
