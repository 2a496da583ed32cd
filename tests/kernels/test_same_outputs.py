"""A notebook shows the same in a forked kernel as in a fresh interpreter, cell by cell."""

import copy
import json
import os
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from running_kernel import FORK, STOCK, provisioner

from equitykit.kernels.safe_client import SafeKernelManager

WORKBOOKS = sorted((Path(__file__).parents[2] / "workbooks").glob("*.ipynb"))
ODD_CELLS = """
import sys, warnings; print("out"); print("err", file=sys.stderr); warnings.warn("careful")
===
import asyncio; await asyncio.sleep(0.01); "awaited"
===
from IPython.display import display, HTML, clear_output, Markdown
shown = display("first", display_id=True); shown.update("second")
===
print("gone"); clear_output(); print("stays")
===
display({"application/json": {"a": 1}, "text/plain": "raw"}, raw=True)
===
%env ODD_CELLS
===
!echo "from a shell" && pwd
===
%%writefile -a /dev/null
nothing
===
import pandas as pd; pd.DataFrame({"a": [1, 2], "b": ["x", None]})
===
pd.DataFrame({"a": [1.5]}).style.set_uuid("fixed").format(precision=1)
===
import altair as alt; alt.Chart(pd.DataFrame({"a": [1]}), title="t").mark_bar().encode(x="a:Q").to_dict()
===
import threading
thread = threading.Thread(target=lambda: print("thread")); thread.start(); thread.join()
===
import ipywidgets as w; output = w.Output()
with output:
    print("inside")
w.VBox([w.IntText(3, description="How many"), output])
===
def f(x):
    "What f does."
f?
===
import os; sys.argv[0][-21:], __name__, os.environ.get("ODD_CELLS"), sys.path[0] == "" or len(sys.path)
===
import multiprocessing; multiprocessing.get_start_method(), sys.flags.optimize, sys.stdin.read()
===
1 / 0
""".strip().split("\n===\n")  # fmt: skip

# the page of figures draws most of them when its cells have run; nbclient hears of it in a cell
DRAWN = """
import asyncio
from ipywidgets.widgets.widget import _instances
while book.name == "04_data" and book.controls.views.waiting:
    await asyncio.sleep(0.05)
for each in _instances.values():
    if hasattr(each, "redraw"):
        each.send_state()
"""


def run(notebook, name: str, folder: Path, **environment):
    """Run a notebook in a kernel of the provisioner `name`; return what its cells show."""
    with provisioner(name):
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            timeout=120,
            allow_errors=True,
            kernel_manager_class=SafeKernelManager,
            resources={"metadata": {"path": str(folder)}},
        )
        client.execute(env=os.environ | environment)
    widgets = notebook.metadata.pop("widgets", {})
    cells = [cell.get("outputs") for cell in notebook.cells]
    return [comparable(each) for each in cells], comparable(sorted_widgets(widgets))


def sorted_widgets(widgets: dict) -> list[str]:
    """What the widgets hold, without their names for each other."""
    models = widgets.get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
    return sorted(comparable(model) for model in models.values())


def comparable(found) -> str:
    """As text, without what differs from one run to the next: names, numbers of processes."""
    text = json.dumps(found, sort_keys=True)
    text = re.sub(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", "ID", text)
    text = re.sub(r'"msg_id": "[^"]*"', '"msg_id": ""', text)
    return re.sub(r"ipykernel_\d+", "ipykernel_N", re.sub(r"\b0x[0-9a-f]+", "0x", text))


@pytest.mark.usefixtures("forking")
@pytest.mark.parametrize(
    "served", [pytest.param(False, marks=pytest.mark.slow), True], ids=["rendered", "served"]
)
@pytest.mark.parametrize(
    "path",
    [
        # figures, a page of practices and a report; the long run has all
        pytest.param(
            path,
            id=path.stem,
            marks=[] if path.stem in ("02_open", "04_data", "brief") else pytest.mark.slow,
        )
        for path in WORKBOOKS
    ],
)
def test_our_notebooks(path, served, tmp_path):
    environment = {"EQUITYKIT_LIVE": "1"} if served else {}
    notebook = nbformat.read(path, as_version=4)
    if served:
        notebook.cells.append(new_code_cell(DRAWN))
    found = [run(copy.deepcopy(notebook), name, tmp_path, **environment) for name in (STOCK, FORK)]
    assert found[0][0] == found[1][0]
    assert found[0][1] == found[1][1]
    assert len("".join(found[0][0])) > 1000
    assert "picture is being drawn" not in "".join(found[0][1])


@pytest.mark.usefixtures("forking")
def test_a_notebook_of_odd_cells(tmp_path):
    cells = [new_code_cell(source) for source in ODD_CELLS]
    found = [
        run(new_notebook(cells=[cell.copy() for cell in cells]), name, tmp_path, ODD_CELLS="told")
        for name in (STOCK, FORK)
    ]
    for source, stock, forked in zip(ODD_CELLS, found[0][0], found[1][0], strict=True):
        assert forked == stock, source
    assert found[0][1] == found[1][1]
    assert "ZeroDivisionError" in found[0][0][-1]
    assert "inside" in found[0][1]
