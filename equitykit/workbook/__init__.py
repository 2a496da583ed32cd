"""The composition root: what a notebook opens."""
