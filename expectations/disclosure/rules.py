"""When a cell says too much of one of its holders, and how far its value must stay in doubt."""

from published.vocabulary import Frozen


class Rules(Frozen):
    """When a cell is at risk; all in percent but the counts: with fewer than `minimum_holders`; where the
    `dominance_holders` largest make up more than `dominance_percent`; where the second largest could estimate the
    largest closer than `prior_percent` (p%-rule). `range_percent`: the doubt wanted where there are only too few.
    `knowledge_percent`: how closely the attacker knows every inner cell beforehand, None where only its sign.
    """

    minimum_holders: int = 3
    dominance_holders: int = 2
    dominance_percent: float = 90
    prior_percent: float = 10
    range_percent: float = 10
    knowledge_percent: float | None = None
