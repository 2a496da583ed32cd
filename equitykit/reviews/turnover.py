"""Who holds which role of the meetings, so that nothing stops when somebody leaves."""

from equitykit.records.team import Meeting
from equitykit.reviews.entries import Standing, standing_entries

HOLDERS = 2
"""A role that fewer have carried leaves with them (facilitation guide §22)."""


def holders(standing: Standing) -> dict[str, tuple[str, ...]]:
    """Seats or jobs, never names, that have carried each role, by role, the first ones first."""
    found: dict[str, dict[str, None]] = {}
    for entry in standing_entries(standing):
        if isinstance(entry.record, Meeting):
            for role, holder in entry.record.roles.items():
                if holder.strip():
                    found.setdefault(role, {})[holder.strip()] = None
    return {role: tuple(those) for role, those in found.items()}


def roles_that_need_another(standing: Standing) -> tuple[str, ...]:
    """Roles that only one seat or job has carried so far."""
    return tuple(role for role, those in holders(standing).items() if len(those) < HOLDERS)
