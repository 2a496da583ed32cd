"""What a workbook holds, as links to its sections."""

from equitykit.content.practices import practices_of

# the sections of the data workbook in the order of its cells: figures, and practices between them
DATA = (
    "reading", "inventory", "choose", "noticing", "gaps", "yardsticks", "yardstick", "trend",
    "composition", "level_change", "crossings", "funnel", "small_groups", "assistance",
    "reconcile", "focus", "indicators", "workforce", "need_index", "primers", "shelf", "family",
    "inequality", "mapping", "sources",
)  # fmt: skip


def contents_of(workbook: str, words, *, with_practices: bool = True) -> list[tuple[str, str]]:
    """The sections of a stage's workbook in their order: the id of the heading, and its question.

    Without a team the data workbook shows its figures alone.
    """
    practices = practices_of(workbook)
    order = DATA if workbook == "04_data" else practices
    asked = [
        f"{name}.section" if name in practices else f"data.{name}"
        for name in order
        if with_practices or name not in practices
    ]
    return [(id.replace(".", "-"), words(f"{id}.title")) for id in asked]
