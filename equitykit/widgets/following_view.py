"""A view that is drawn again when the team chooses something else."""

from collections.abc import Callable

import ipywidgets as widgets
from markupsafe import Markup

from equitykit.measures.choices import DataChoice
from equitykit.widgets.data_controls import DataControls


class FollowingView(widgets.HTML):
    """Shows ``draw(choice)``, the HTML of a view, for the choice made in `controls`."""

    def __init__(self, controls: DataControls, draw: Callable[[DataChoice], Markup]):
        super().__init__(str(draw(controls.value)))
        controls.observe(lambda change: setattr(self, "value", str(draw(change.new))), "value")
