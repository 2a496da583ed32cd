"""Which of its three lives a notebook is living: served, edited, or rendered in a batch.

``equitykit serve`` says so in the kernel's environment and JupyterLab by its session. Stock
Papermill gives no signal, so a notebook that hears nothing is rendered.
"""

import os

SERVED = "served"
EDITED = "edited"
RENDERED = "rendered"


def life() -> str:
    """Return ``served``, ``edited`` or ``rendered``."""
    if os.environ.get("EQUITYKIT_LIVE"):
        return SERVED
    if os.environ.get("JPY_SESSION_NAME"):
        return EDITED
    return RENDERED
