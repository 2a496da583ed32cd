"""From a notebook to a page: its language, its title, its words; and what a cell could not do."""

import re
from importlib.resources import files
from pathlib import Path

from nbformat import NotebookNode
from voila.notebook_renderer import NotebookRenderer

from equitykit.content.texts import LANGUAGES, load_texts, load_words
from equitykit.views.page import styles

BOTH = "both"
# what the page's script says in the status region, by the name of the moment
MOMENTS = ("opening", "running", "ready", "lost", "back", "ended", "problem", "restored")


def language_of(handler) -> str:
    """The language of a page itself: what its address asks for, else that of the room.

    A page in both languages is an English one that holds Spanish parts, marked as such.
    """
    asked = handler.get_query_argument("language", "")
    if asked == BOTH:
        return LANGUAGES[0]
    return asked if asked in LANGUAGES else handler.settings["equitykit_language"]


def title_of(notebook_name: str, words) -> str:
    """The title in words: ``data.page.title`` for ``04_data.ipynb``, ours for a copy of yours."""
    name = re.sub(r"^\d+_", "", Path(notebook_name).stem)
    id = f"{name}.page.title"
    return words(id) if id in load_texts() else words("serve.page.title")


def page_of(handler, name: str) -> NotebookRenderer:
    """What makes the page of a notebook, with the settings of the room."""
    return NotebookRenderer(
        request_handler=handler,
        voila_configuration=handler.voila_configuration,
        traitlet_config=handler.traitlet_config,
        notebook_path=name,
        template_paths=handler.template_paths,
        config_manager=handler.config_manager,
        contents_manager=handler.contents_manager,
        base_url=handler.base_url,
        kernel_spec_manager=handler.kernel_spec_manager,
        page_config=handler.settings["equitykit_page_config"],
        mathjax_config="",
        mathjax_url="",
    )


def dress(handler, *, notebook: NotebookNode, cwd: str) -> None:
    """Make a notebook ready for readers before it runs (Voilà's ``prelaunch_hook``).

    Markdown is for analysts and dropped; what the template shows around the cells is put
    into the notebook's metadata.
    """
    words = load_words(language_of(handler))
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    notebook.metadata["equitykit"] = NotebookNode(
        language=words.language,
        title=title_of(handler.path_args[0], words),
        skip=words("page.skip.text"),
        reload=words("serve.status.reload"),
        failed=words("serve.cell.failed"),
        moments={moment: words(f"serve.status.{moment}") for moment in MOMENTS},
        styles=styles(),
        own_css=_template_file("room.css"),
        script=_template_file("page.js"),
        outputs_script=_template_file("outputs.js"),
    )


def _template_file(name: str) -> str:
    return files("equitykit.serve").joinpath("template", name).read_text(encoding="utf-8")


def remember_problem(cell, cell_index: int, execute_reply: dict) -> None:
    """Keep the sentence of an ``EquitykitError`` for the page (nbclient's ``on_cell_error``).

    Any other error is a mistake of ours; readers get a general sentence, the log the rest.
    """
    content = execute_reply["content"]
    sentence = content.get("evalue", "")
    if content.get("ename") == "EquitykitError" and not re.fullmatch(r"\w+ \(.*\)", sentence):
        cell.metadata["equitykit_problem"] = sentence
