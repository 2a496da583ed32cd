"""The table of the workbooks' README: each feature, where it lives, when it is done.

``python tests/test_workbooks_readme.py`` writes the table anew.
"""

import re
from pathlib import Path

from equitykit.content.agendas import load_agendas
from equitykit.content.practices import EVERYWHERE, load_practices
from equitykit.content.texts import load_words
from equitykit.workbook.stages import WORKBOOKS
from equitykit.workbook.workbook import SECTIONS

ROOT = Path(__file__).parents[1]
README = ROOT / "workbooks" / "README.md"
HEAD = "| feature | question | workbook | section | step of a meeting | code |"

# in the order of the issues that asked for them
ASKED = (
    "S1 S2 S3 S4 S5 S14 S26 S92 S87 S89 S21 S7 S8 S9 S12 S13 S16 S22 S24 S93 S11 "
    "S29 S30 S31 S32 S33 S34 S25 S6 S27 S90 "
    "S35 S36 S37 S38 S39 S40 S41 S42 S43 S44 S45 S47 S48 S94 S80 S81 S20"
).split()

# the features that are figures and reports, with the sections that show them
FIGURES = {
    "S37": ["data.crossings"],
    "S39": ["data.mapping"],
    "S41": ["data.level_change"],
    "S44": ["data.family"],
    "S47": ["data.assistance", "data.reconcile", "brief.assistance"],
    "S80": ["data.gaps", "brief.known", "brief.gaps", "brief.small_groups", "brief.questions"],
}
BATCH = "S81"  # a command, and no section


def table() -> list[str]:
    """The lines of the table, from the practices and agendas as they are."""
    rows = [
        (int(feature[1:]), order, _row(feature, info))
        for order, info in enumerate(load_practices().values())
        for feature in info.features
    ]
    order = len(rows)
    for feature, ids in FIGURES.items():
        rows += [(int(feature[1:]), order + i, _figure(feature, id)) for i, id in enumerate(ids)]
    rows.append((int(BATCH[1:]), 0, _batch()))
    return [HEAD, "|---" * HEAD.count(" | ") + "|---|", *(row for *_, row in sorted(rows))]


def _figure(feature: str, id: str) -> str:
    workbook = "04_data" if id.startswith("data.") else "brief"
    module = SECTIONS[id].__module__.rpartition(".")[2]
    question = load_words("en")(f"{id}.title")
    return f"| {feature} | {question} | `{workbook}` | `{id}` | – | `{module}.py` |"


def _batch() -> str:
    title = load_words("en")("batch.index.title")
    return f"| {BATCH} | {title} | all | `equitykit batch` | – | `../reports/batch.py` |"


def _row(feature: str, info) -> str:
    words = load_words("en")
    workbooks = list(WORKBOOKS) if info.workbook == EVERYWHERE else [info.workbook]
    steps = [
        f"{words(f'agendas.{agenda.id}.name')}: {words(f'steps.{step.id}.name')}"
        for agenda in load_agendas().values()
        for step in agenda.steps
        if info.id in step.practices
    ]
    cells = (
        feature,
        words(f"{info.id}.section.title"),
        ", ".join(f"`{workbook}`" for workbook in workbooks),
        ", ".join(f"`{WORKBOOKS[workbook]}.{info.id}`" for workbook in workbooks),
        "; ".join(steps) or "–",
        f"`practices/{info.id}.py`",
    )
    return "| " + " | ".join(cells) + " |"


def written() -> list[str]:
    return [line for line in README.read_text(encoding="utf-8").splitlines() if line[:1] == "|"]


def test_the_table_says_where_each_feature_lives():
    assert written() == table()


def test_each_feature_that_was_asked_for_is_in_the_table():
    listed = {line.split(" | ")[0].removeprefix("| ") for line in written()}

    assert [feature for feature in ASKED if feature not in listed] == []


def test_the_sections_and_modules_that_the_table_names_are_there():
    rows = "\n".join(written()[2:])

    modules = re.findall(r"`([\w./]+\.py)`", rows)
    named = set(re.findall(r"`(\w+\.\w+)`", rows)) - {*modules}

    assert named <= set(SECTIONS)
    assert len(modules) == len(rows.splitlines())
    for module in modules:
        assert (ROOT / "equitykit" / "workbook" / module).exists(), module
    for workbook in re.findall(r"`(\d\d_\w+|brief)`", rows):
        assert (ROOT / "workbooks" / f"{workbook}.ipynb").exists(), workbook


if __name__ == "__main__":
    lines = README.read_text(encoding="utf-8").splitlines()
    places = [place for place, line in enumerate(lines) if line[:1] == "|"]
    lines[places[0] : places[-1] + 1] = table()
    README.write_text("\n".join(lines) + "\n", encoding="utf-8")
