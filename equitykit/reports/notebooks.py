"""Which notebooks a batch runs: ours by name, a user's own by path."""

import ast
from pathlib import Path

import nbformat

from equitykit.errors import EquitykitError
from equitykit.reports.tasks import Notebook, slug


def find_notebooks(names: str, *, ours: Path) -> list[Notebook]:
    """Find ``brief,04_data`` in the folder `ours`, and ``./mine.ipynb`` where it is.

    Raises
    ------
    EquitykitError
        ``batch_workbook_unknown``, ``batch_notebook_missing``, ``batch_notebook_unreadable``,
        ``batch_notebook_without_district``
    """
    asked = list(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    found = [_find(name, ours) for name in asked]
    if not found:
        raise EquitykitError("batch_workbook_unknown", name=names, names=_names(ours))
    return found


def _find(name: str, ours: Path) -> Notebook:
    path = Path(name).expanduser()
    if path.suffix != ".ipynb":
        path = ours / f"{name}.ipynb"
        if name not in _names(ours).split(", "):
            raise EquitykitError("batch_workbook_unknown", name=name, names=_names(ours))
    if not path.is_file():
        raise EquitykitError("batch_notebook_missing", file=path.name)
    parameters, cells = _read(path)
    # Without it every district would get the same page.
    if "district" not in parameters:
        raise EquitykitError("batch_notebook_without_district", file=path.name)
    own_name = path.stem if path.parent == ours else slug(path.stem)
    return Notebook(own_name, path.resolve(), parameters, cells)


def _names(ours: Path) -> str:
    return ", ".join(sorted(path.stem for path in ours.glob("*.ipynb")))


def _read(path: Path) -> tuple[tuple[str, ...], int]:
    """Names that the cell tagged ``parameters`` sets, and how many cells of code there are."""
    try:
        notebook = nbformat.read(path, as_version=4)
        cells = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ())]
        statements = [line for cell in cells for line in ast.parse(cell.source).body]
    except Exception:  # whatever the readers stumble over, the file is not a notebook to run
        raise EquitykitError("batch_notebook_unreadable", file=path.name) from None
    targets = [
        target
        for statement in statements
        for target in getattr(statement, "targets", [getattr(statement, "target", None)])
    ]
    names = tuple(target.id for target in targets if isinstance(target, ast.Name))
    return names, sum(cell.cell_type == "code" for cell in notebook.cells)
