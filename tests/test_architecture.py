"""Which part may import which, what may touch the outside, and how large a module may be.

errors < records < content < measures, reviews < views < widgets < workbook
at the edge: sources, storage, kernels, reports, serve, cli
"""

import ast
import re
import sys
from pathlib import Path

import pytest

import equitykit

PACKAGE = Path(equitykit.__file__).parent

INNER = ["errors", "records", "content", "measures", "reviews", "views", "widgets"]
MAY_IMPORT = {part: set(INNER[: INNER.index(part) + 1]) for part in INNER} | {
    "reviews": {"errors", "records", "content", "reviews"},
    "sources": {"errors", "content", "measures", "sources"},
    "storage": {"errors", "records", "content", "measures", "storage"},
    "kernels": {"errors", "kernels"},
    "workbook": {*INNER, "sources", "storage", "workbook"},
    "reports": {"errors", "records", "content", "views", "storage", "kernels", "reports"},
    "serve": {"errors", "content", "views", "storage", "kernels", "serve"},
}
PURE = ["errors", "records", "measures", "reviews", "views"]
OUTSIDE = {
    "os", "pathlib", "time", "random", "secrets", "uuid", "sqlite3", "tempfile",
    "duckdb", "IPython", "ipywidgets", "socket", "urllib", "subprocess",
}  # fmt: skip


def modules(part: str) -> list[Path]:
    single = PACKAGE / f"{part}.py"
    return [single] if single.exists() else sorted((PACKAGE / part).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Full names of all modules that a file imports, at any depth of its code."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


ALL = [(part, path) for part in MAY_IMPORT for path in modules(part)]
NAMES = [str(path.relative_to(PACKAGE)) for _, path in ALL]


@pytest.mark.parametrize(("part", "path"), ALL, ids=NAMES)
def test_a_part_imports_only_what_stands_to_its_left(part, path):
    ours = {name.split(".")[1] for name in imported(path) if name.startswith("equitykit.")}

    assert ours <= MAY_IMPORT[part]


@pytest.mark.parametrize("part", PURE)
def test_nothing_left_of_the_widgets_touches_disk_clock_chance_or_the_notebook(part):
    for path in modules(part):
        roots = {name.split(".")[0] for name in imported(path)}

        assert not roots & OUTSIDE, path
        # a date may be named, but nobody asks what time it is
        assert not re.search(r"\b(now|today|utcnow)\(", path.read_text(encoding="utf-8")), path


def test_every_part_of_the_package_is_in_the_rules():
    parts = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}

    assert parts == {*MAY_IMPORT, "cli"} - {"errors"}


def test_only_one_module_makes_html_of_text():
    makers = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "Markup(" in path.read_text(encoding="utf-8")
    ]

    assert makers == ["views/html.py"]


def test_views_take_their_figures_from_released_tables_only():
    for path in modules("views"):
        names = imported(path)

        assert not [name for name in names if name.startswith("equitykit.measures.outcomes")], path
        assert "equitykit.measures.privacy.release" not in names, path


def test_no_module_is_longer_than_four_hundred_lines():
    long = {
        path.name: lines
        for path in PACKAGE.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }

    assert long == {}


def test_init_files_hold_a_docstring_and_no_code():
    for path in PACKAGE.rglob("__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body

        assert len(body) == 1, path
        assert isinstance(body[0], ast.Expr), path


def test_the_slow_import_stays_out(tmp_path):
    """One unused import of jsonschema from 4.25 on costs every Python start two seconds."""
    import subprocess

    code = (
        "import sys, altair, nbformat, papermill, nbconvert, voila.app, jupyterlab\n"
        "import equitykit.cli.main, equitykit.workbook.workbook\n"
        "assert 'rfc3987_syntax' not in sys.modules\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
