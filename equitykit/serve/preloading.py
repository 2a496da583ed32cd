"""What a page's kernel would import and read, done once before the first page is opened.

Kernels are forked from one process that has done it (:mod:`equitykit.kernels.warm_parent`).
Every module of the parts that pages are made of is on the list by being there.
"""

import os
from pathlib import Path

import equitykit
from equitykit.kernels.warm_parent_client import WarmParentClient
from equitykit.serve.kernels import without_secrets

PAGE_PARTS = (
    "content",
    "records",
    "measures",
    "reviews",
    "views",
    "widgets",
    "workbook",
    "storage",
)
# texts and tables of the package that every page reads
CACHES = (
    "equitykit.content.texts:load_texts",
    "equitykit.content.codelists:load_measures",
)


def page_modules() -> list[str]:
    """The names of all modules that pages are made of."""
    package = Path(equitykit.__file__).parent
    paths = [path for part in PAGE_PARTS for path in sorted((package / part).rglob("*.py"))]
    return [
        ".".join(["equitykit", *path.relative_to(package).with_suffix("").parts])
        for path in paths
        if path.name != "__init__.py"
    ]


def start_warm_parent() -> WarmParentClient:
    """Start the process that pages' kernels are forked from; it is told no secret."""
    return WarmParentClient.start(
        [*page_modules(), *CACHES], environment=without_secrets(dict(os.environ))
    )
