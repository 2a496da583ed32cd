"""Who can carry a role of the meetings: seats and jobs, never names."""

from equitykit.records.record import Name, Record


class TeamSeats(Record):
    """The seats and jobs that share the roles. `subject`: ``seats``."""

    kind = "team_seats"

    seats: tuple[Name, ...] = ()


class SecondHolders(Record):
    """Who learns a role beside its holder, by role. `subject`: ``meeting/<id>/second``.

    With two who can do it, a role does not leave with somebody (facilitation guide §22).
    """

    kind = "second_holders"

    meeting: Name
    roles: dict[Name, Name] = {}
