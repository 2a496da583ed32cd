"""The layouts of ``family_layouts.yml``, with the columns of each group written out."""

from functools import cache
from importlib.resources import files

import yaml


@cache
def load_family_layouts() -> dict[str, dict]:
    """Layouts by kind of file, those that are told by the most columns first.

    `cells` of each is a dictionary of measure, group (``""``: the file has a column of groups)
    and role to the spellings of the column.
    """
    text = files("equitykit.sources").joinpath("family_layouts.yml").read_text(encoding="utf-8")
    layouts = yaml.safe_load(text)
    for layout in layouts.values():
        layout["cells"] = _written_out(layout)
    by_columns = sorted(layouts.items(), key=lambda item: -len(item[1]["columns"]))
    return dict(by_columns)


def _written_out(layout: dict) -> dict:
    cells = {
        measure: {group: _with_count(roles) for group, roles in groups.items()}
        for measure, groups in layout.get("cells", {}).items()
    }
    for measure, roles in layout.get("wide", {}).items():
        cells[measure] = {
            group: {
                role: [pattern.format(word) for pattern in patterns]
                for role, patterns in roles.items()
            }
            for word, group in layout["groups"].items()
        }
    return cells


def _with_count(roles: dict) -> dict:
    """A count of students is the figure, and as many students are counted."""
    if "count" in roles:
        return {"rate": roles["count"], "denominator": roles["count"]}
    return roles
