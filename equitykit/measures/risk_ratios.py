"""Risk ratios as the federal rule on significant disproportionality has them (34 CFR 300.647).

The risk of a group is the share of its students with the outcome. Risk ratio: the group's risk
over that of all other students of the district; where those are too few, the *alternate* risk
ratio takes all other students of the State instead. The rule is for seven groups of race and
ethnicity of a whole district; of discipline it counts children with disabilities only. The
threshold is each State's. As numerator ("cell") and denominator ("n") of both sides, at most 10
and 30 are presumed reasonable minimums; each State sets its own.

=================================  ==================================================
state                              meaning
=================================  ==================================================
``computed``                       the risk ratio
``alternate_used``                 the alternate risk ratio
``group_below_minimum``            the group is below a minimum: none
``comparison_below_minimum``       both comparison groups are below a minimum: none
``comparison_risk_zero``           nobody of the comparison group has the outcome: the
                                   ratio is infinite or undefined, which is not zero
                                   and not blank
``students_with_disabilities``     discipline of all students of the group: the rule
                                   asks for those with disabilities (`RB×SD`)
``not_of_the_rule``                the rule has no such group, or no such place
=================================  ==================================================
"""

import numpy as np

from equitykit.measures.ratio_intervals import ratio_bounds

COMPUTED = "computed"
ALTERNATE_USED = "alternate_used"
GROUP_BELOW_MINIMUM = "group_below_minimum"
COMPARISON_BELOW_MINIMUM = "comparison_below_minimum"
COMPARISON_RISK_ZERO = "comparison_risk_zero"
STUDENTS_WITH_DISABILITIES = "students_with_disabilities"
NOT_OF_THE_RULE = "not_of_the_rule"

MINIMUM_CELL, MINIMUM_N = 10, 30


def risk_ratios(
    s,
    n,
    other_s,
    other_n,
    state_s=None,
    state_n=None,
    *,
    minimum_cell: int = MINIMUM_CELL,
    minimum_n: int = MINIMUM_N,
) -> dict[str, np.ndarray]:
    """Risk ratios of arrays of counts: of groups, and of all others of the same districts.

    `state_s` and `state_n` count all others of the State; left out, or 0 students, where they
    are not known. Returns `risk_ratio`, `risk_ratio_low`, `risk_ratio_high` (its 95 % interval)
    and `risk_ratio_state` (see above). Where nobody of the comparison has the outcome the
    ratio is NaN, and the interval still has a lower end.
    """
    nobody = np.zeros_like(n)
    state_s, state_n = (nobody, nobody) if state_n is None else (state_s, state_n)
    few = (s < minimum_cell) | (n < minimum_n)
    local = (other_s >= minimum_cell) & (other_n >= max(minimum_n, 1))
    state = (state_s >= minimum_cell) & (state_n >= max(minimum_n, 1))
    against_s, against_n = np.where(local, other_s, state_s), np.where(local, other_n, state_n)
    states = [
        (few, GROUP_BELOW_MINIMUM),
        (~local & ~state, COMPARISON_BELOW_MINIMUM),
        (against_s == 0, COMPARISON_RISK_ZERO),
        (local, COMPUTED),
    ]
    conditions, names = zip(*states, strict=True)
    found = np.select(conditions, names, default=ALTERNATE_USED).astype(object)
    compared = np.isin(found, (COMPUTED, ALTERNATE_USED, COMPARISON_RISK_ZERO))
    ratio, low, high = np.full((3, len(found)), np.nan)
    finite = compared & (found != COMPARISON_RISK_ZERO)
    top, bottom = s * against_n, n * against_s
    ratio[finite] = top[finite] / bottom[finite]
    counts = (s, n, against_s, against_n)
    low[compared], high[compared] = ratio_bounds(*(count[compared] for count in counts))
    return {
        "risk_ratio": ratio,
        "risk_ratio_low": low,
        "risk_ratio_high": high,
        "risk_ratio_state": found,
    }
