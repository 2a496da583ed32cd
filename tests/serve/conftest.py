"""One served room for each test module, with small notebooks made for it."""

import pytest
from room import served_room, write_notebook

HOME = """
from IPython.display import HTML
HTML("<h1>Home</h1><p>The front door.</p>")
"""
CONTROLS = """
import ipywidgets as w
from IPython.display import HTML, display
display(HTML("<h1>Choose</h1>"))
heard = w.Output()
def go(button):
    with heard:
        print("went")
def fail(button):
    raise ValueError("canary-in-a-traceback")
show, broken = w.Button(description="Show"), w.Button(description="Broken")
show.on_click(go)
broken.on_click(fail)
w.VBox([
    w.Dropdown(options=["All", "Some"], description="Student group"),
    w.SelectMultiple(options=["one", "two", "three"], description="Measures with a long name"),
    w.Checkbox(description="Show the counts"), w.Text(description="What we noticed"),
    w.Textarea(description="Notes"), w.IntText(description="How many"),
    w.RadioButtons(options=["this", "that"], description="Pick one"),
    w.ToggleButtons(options=["near", "far"], description="View"),
    w.HBox([show, broken, w.Button(description="First", button_style="primary"),
            w.Button(description="Not now", disabled=True)]),
    heard,
])
"""
ENVIRONMENT = """
import os
from IPython.display import HTML
HTML("<h1>Told</h1><ul>" + "".join(
    f"<li>{name}={value}</li>" for name, value in sorted(os.environ.items())) + "</ul>")
"""
FAILING = (
    "#:canary-in-markdown",
    "from IPython.display import HTML\nHTML('<h1>Before</h1>')",
    "canary_in_source = 1 / 0",
)
REFUSED = """
from equitykit.content.texts import explain
from equitykit.errors import EquitykitError
error = EquitykitError("language_unknown", language="<b>fr</b>", languages="en, es")
explain(error)
raise error
"""
OUTPUT = """
shown = w.Output()
with shown:
    shown.clear_output(wait=True)
    display({{"numbers": list(range(200))}})
    print("shown {number}")
shown
"""


@pytest.fixture(scope="package")
def notebooks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebooks")
    write_notebook(folder / "00_home.ipynb", HOME)
    write_notebook(folder / "04_data.ipynb", CONTROLS)
    write_notebook(folder / "environment.ipynb", ENVIRONMENT)
    write_notebook(folder / "failing.ipynb", *FAILING)
    write_notebook(folder / "refused.ipynb", REFUSED)
    write_notebook(
        folder / "eight_outputs.ipynb",
        "import ipywidgets as w\nfrom IPython.display import HTML\nHTML('<h1>Eight</h1>')",
        *(OUTPUT.format(number=number) for number in range(1, 9)),
    )
    write_notebook(folder / "slow.ipynb", "import time", *(["time.sleep(2)"] * 20))
    (folder / "private.csv").write_text("canary-in-a-file")
    (folder / "picture.png").write_bytes(b"\x89PNG canary-in-a-picture")
    return folder


@pytest.fixture(scope="module")
def room(notebooks, tmp_path_factory):
    secrets = {
        "STATE_PORTAL_TOKEN": "canary-token",
        "DATABASE_URL": "postgresql://someone:canary-password@db/x",
        "DISTRICT_NAME": "kept",
    }
    folder = tmp_path_factory.mktemp("room")
    with served_room(notebooks, folder=folder, environment=secrets) as served:
        yield served
