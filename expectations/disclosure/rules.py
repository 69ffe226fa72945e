"""When a cell says too much of one of its holders, and how far its value must stay in doubt."""

from published.vocabulary import Frozen


class Rules(Frozen):
    """The risk rules of a dataset, all in percent but the counts.

    A cell is at risk with fewer than `minimum_holders` holders; where the `dominance_holders` largest make up more than
    `dominance_percent` of it; or where the second largest could estimate the largest closer than `prior_percent` of its
    amount (p%-rule, a coalition of one). `range_percent` is the doubt wanted about a cell that only has too few
    holders. `knowledge_percent`: how closely the attacker knows every inner cell beforehand, None where only its sign.
    """

    minimum_holders: int = 3
    dominance_holders: int = 2
    dominance_percent: float = 90
    prior_percent: float = 10
    range_percent: float = 10
    knowledge_percent: float | None = None
