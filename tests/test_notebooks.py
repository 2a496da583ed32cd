"""The form of our notebooks: thin cells that a facilitator could read aloud."""

import ast
import json
from pathlib import Path

import pytest

from equitykit.workbook.parameters import NAMES
from equitykit.workbook.stages import WORKBOOKS
from equitykit.workbook.workbook import SECTIONS

FOLDER = Path(__file__).parents[1] / "workbooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))

FORBIDDEN = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Try,
    ast.With, ast.Lambda, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp,
)  # fmt: skip


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return json.loads(request.param.read_text(encoding="utf-8"))


def code(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def source(cell):
    return "".join(cell["source"])


def parameters_cell(notebook):
    tagged = [cell for cell in code(notebook) if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    return tagged[0]


def test_there_are_notebooks():
    assert [path.stem for path in NOTEBOOKS] == [
        "00_home", "00_today", "01_prepare", "02_open", "03_define", "04_data", "brief",
    ]  # fmt: skip


def test_outputs_and_counters_are_never_saved(notebook):
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code(notebook))


def test_there_is_little_code_and_at_least_as_much_prose(notebook):
    lines = [line for cell in code(notebook) for line in source(cell).splitlines() if line.strip()]

    # 04_data holds the figures and the team's work with them
    assert len(code(notebook)) <= 28
    assert len(lines) <= 60
    assert len(notebook["cells"]) - len(code(notebook)) >= len(code(notebook))


def test_a_cell_holds_at_most_six_lines(notebook):
    others = [cell for cell in code(notebook) if cell is not parameters_cell(notebook)]

    assert all(
        len([line for line in source(cell).splitlines() if line.strip()]) <= 6 for cell in others
    )


def test_the_parameters_are_the_seven_typed_literals_each_with_a_comment(notebook):
    text = source(parameters_cell(notebook))
    statements = ast.parse(text).body

    assert [statement.target.id for statement in statements] == list(NAMES)
    assert all(isinstance(statement, ast.AnnAssign) for statement in statements)
    assert all(isinstance(statement.value, ast.Constant) for statement in statements)
    assert all("  # " in line for line in text.splitlines())


def test_there_is_no_logic_and_only_our_package_is_imported(notebook):
    for cell in code(notebook):
        for node in ast.walk(ast.parse(source(cell))):
            assert not isinstance(node, FORBIDDEN)
            assert not isinstance(node, ast.Import)
            assert not isinstance(node, ast.ImportFrom) or node.module.startswith("equitykit.")
            assert not (isinstance(node, ast.Name) and node.id in ("print", "open", "locals"))
        assert "%" not in source(cell).replace("%%", "")


def test_a_section_follows_its_question_and_ends_in_one_thing_to_look_at(notebook):
    cells = notebook["cells"]
    for before, cell in zip(cells, cells[1:], strict=False):
        if cell["cell_type"] == "code" and cell is not parameters_cell(notebook):
            assert before["cell_type"] == "markdown"
            assert isinstance(ast.parse(source(cell)).body[-1], ast.Expr)


def test_every_section_that_is_asked_for_exists():
    asked = [
        node.args[0].value
        for path in NOTEBOOKS
        for cell in code(json.loads(path.read_text(encoding="utf-8")))
        for node in ast.walk(ast.parse(source(cell)))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "section"
    ]

    # the bar that holds the room stands on each stage's workbook
    assert sorted(asked) == sorted([*SECTIONS, *["stage.bar"] * (len(WORKBOOKS) - 1)])


def test_papermill_prints_the_parameters_as_help(notebook, tmp_path):
    from papermill import inspect_notebook

    path = tmp_path / "notebook.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")

    found = inspect_notebook(str(path))

    assert list(found) == list(NAMES)
    assert all(entry["help"] and entry["inferred_type_name"] == "str" for entry in found.values())
