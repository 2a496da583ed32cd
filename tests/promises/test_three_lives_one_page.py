"""The same notebook served, edited and rendered shows the same figures, cell by cell."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from browser import (
    browser,  # noqa: F401  (a fixture)
    keep_picture,
    wait_until_ready,
    watched_context,
    watched_page,
)
from page_tables import READ_TABLES, tables_of
from room import served_room

from equitykit.storage.places import workbooks_folder
from equitykit.workbook.sample import SAMPLE_DISTRICT, prepared_sample

pytestmark = pytest.mark.browser

WORKBOOKS = ["04_data", "brief"]
SHARES = "share of students and share of the outcome"
LAST_SECTION = {"04_data": "data-sources", "brief": "brief-questions"}


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """Both workbooks run by Papermill's own command, with the district as an analyst gives it."""
    folder = tmp_path_factory.mktemp("rendered")
    found = {}
    for name in WORKBOOKS:
        out = folder / f"{name}.ipynb"
        notebook = workbooks_folder() / f"{name}.ipynb"
        command = [sys.executable, "-m", "papermill", str(notebook), str(out)]
        done = subprocess.run(
            [*command, "-p", "district", SAMPLE_DISTRICT, "--no-progress-bar"],
            capture_output=True,
            text=True,
            env={name: value for name, value in os.environ.items() if name != "JPY_SESSION_NAME"},
        )
        assert done.returncode == 0, done.stderr
        found[name] = tables_of(_html(nbformat.read(out, as_version=4)))
    return found


def _html(notebook) -> str:
    return "\n".join(
        output["data"]["text/html"]
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if "text/html" in output.get("data", {})
    )


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    folder = tmp_path_factory.mktemp("room")
    with served_room(workbooks_folder(), folder=folder, data=prepared_sample()) as served:
        yield served


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a copy of the notebooks, as an analyst starts it; gives its address."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(workbooks_folder(), folder / "workbooks")
    settings = {
        "ServerApp": {"token": "analyst", "open_browser": False, "allow_root": True},
        "LabApp": {
            "expose_app_in_browser": True,
            "news_url": None,
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        },
    }
    (folder / "jupyter_server_config.json").write_text(json.dumps(settings))
    # all cells are on the page, also those that are not on the screen
    tracker = (
        folder / "settings" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    )
    tracker.parent.mkdir(parents=True)
    tracker.write_text(json.dumps({"windowingMode": "none"}))
    command = [sys.executable, "-m", "jupyterlab", "--port=0", "--ip=127.0.0.1"]
    log = folder / "lab.log"
    with log.open("w") as errors:
        server = subprocess.Popen(
            [*command, f"--ServerApp.root_dir={folder / 'workbooks'}"],
            stderr=errors,
            env=os.environ
            | {
                "JUPYTER_CONFIG_DIR": str(folder),
                "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
            },
        )
    try:
        yield _address(log, server)
    finally:
        server.terminate()
        server.wait(30)


def _address(log: Path, server) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        if found := re.search(r"(http://127\.0\.0\.1:\d+)/lab\?token=", log.read_text()):
            return found[1]
        time.sleep(0.2)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()}")


def in_lab(browser, lab: str, name: str) -> dict:
    """Open a notebook in JupyterLab, run all its cells, and read its tables."""
    with watched_context(browser, complaints=".*") as context:
        page = context.new_page()
        # a workspace of its own: JupyterLab would open the other notebook beside it again
        page.goto(f"{lab}/lab/workspaces/{name}/tree/{name}.ipynb?token=analyst")
        # the command behind Run > Run All Cells, once the notebook and its kernel are there
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60000)
        page.wait_for_selector("text=Python 3 (ipykernel) | Idle", timeout=60000)
        page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
        last = f"[aria-labelledby={LAST_SECTION[name]}]"
        page.wait_for_selector(last, state="attached", timeout=120000)
        page.wait_for_function("!document.querySelector('.jp-Notebook [aria-busy=true]')")
        keep_picture(page, f"lab-{name}", whole=False)
        return page.evaluate(READ_TABLES)


@pytest.mark.parametrize("name", [pytest.param("04_data", marks=pytest.mark.slow), "brief"])
def test_served_edited_and_rendered_show_the_same_cells(browser, room, lab, rendered, name):
    with watched_page(browser, room.page(name, district=SAMPLE_DISTRICT)) as page:
        served = page.evaluate(READ_TABLES)
    edited = in_lab(browser, lab, name)

    assert len(served) >= 2
    assert edited == served
    # of shares a report shows the split in which they can be told
    served = {caption: rows for caption, rows in served.items() if SHARES not in caption}
    assert {caption: rendered[name].get(caption) for caption in served} == served


def test_another_choice_in_the_room_shows_what_the_report_has_on_it(browser, room, rendered):
    with watched_page(browser, room.page("04_data", district=SAMPLE_DISTRICT)) as page:
        page.get_by_label("What we look at").select_option("Suspension")
        page.get_by_label("Students grouped by").select_option("Services and circumstances")
        caption = (
            "The figures of the chart: Suspension in Copper Kettle Unified, 2024-25. "
            "Services and circumstances"
        )
        page.get_by_text(caption).first.wait_for()
        wait_until_ready(page)
        served = page.evaluate(READ_TABLES)

    # a report has every split of the latest year, and of its other pictures one of a kind
    both = served.keys() & rendered["04_data"].keys()
    assert served[caption] and caption in both and len(both) >= 3
    assert {each: rendered["04_data"][each] for each in both} == {
        each: served[each] for each in both
    }
