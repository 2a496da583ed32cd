"""Disclosure control of the district's own rows: what is released together, audited together."""
