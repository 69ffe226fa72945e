"""Why a release differs from the one before: found from its change set and the dataset's policy, or stated."""

from collections import Counter
from collections.abc import Set

from published.revision_policy import Planned, Policy, Stated
from published.revisions import ChangeSet, Nature
from published.vocabulary import Frozen, Text

MEANING = frozenset({"classification", "method"})
"""Reasons after which a figure of the same name means another thing."""
_RESTATED: frozenset[Nature] = frozenset({"revised", "gone"})
_ADDED: frozenset[Nature] = frozenset({"new_row", "filled"})
_ENTRIES: frozenset[Nature] = frozenset({*_ADDED, *_RESTATED, "attribute"})
_NAMED = 6


class Classified(Frozen):
    """A part of the changes and its reason: how many cells or rows of which periods, and what is said of it."""

    reason: str
    periods: tuple[str, ...] = ()
    changes: int = 0
    note: Text | None = None


class NeedsReason(ValueError):
    """Published figures changed, and neither the dataset's policy nor a person says why: one sentence."""


def classified(changes: ChangeSet, policy: Policy, stated: Stated | None) -> tuple[Classified, ...]:
    """The reasons of a change set; raises NeedsReason.

    What was announced ahead is that, and what moved with another vintage of its denominator that; all else is what a
    person states, or routine within the open periods.
    """
    register = changes.dataset.kind == "register"
    restated = _of(changes, frozenset() if register else _RESTATED)
    added = _of(changes, _ENTRIES if register else _ADDED)
    found = [_part("new_period", _of(changes, {"new_period"})), _part("final", _of(changes, {"final"}))]
    for planned in _arrived(changes, policy):
        found.append(_part(planned.reason, _taken(planned, restated) + _taken(planned, added), planned.note))
    for denominator in policy.denominators:
        divided = Counter(changes.moved_with(denominator.vintage, denominator.measures)) & restated
        restated -= divided
        found.append(_part("denominator", divided))
    if stated is None:
        _must_be_open(changes, policy, restated)
        found.append(_part("routine", restated + added))
    elif (left := restated + added) or changes.structure.changed or stated.reason != "routine":
        found.append(_part(stated.reason, left, stated.note) or Classified(reason=stated.reason, note=stated.note))
    return tuple(part for part in found if part) or (Classified(reason="description"),)


def _of(changes: ChangeSet, natures: Set[Nature]) -> Counter[str]:
    """How many lines of these natures there are in each period."""
    found: Counter[str] = Counter()
    for (nature, period), count in changes.counted().items():
        found[period] += count if nature in natures else 0
    return +found


def _part(reason: str, counted: Counter[str], note: Text | None = None) -> Classified | None:
    if not counted:
        return None
    periods = tuple(sorted(period for period in counted if period))
    return Classified(reason=reason, periods=periods, changes=counted.total(), note=note)


def _arrived(changes: ChangeSet, policy: Policy) -> list[Planned]:
    """The planned revisions whose first figures come with this release."""
    fresh = _of(changes, {"new_period"})
    return [planned for planned in policy.planned if planned.arrives in fresh]


def _taken(planned: Planned, counted: Counter[str]) -> Counter[str]:
    return Counter({period: counted.pop(period) for period in [*counted] if planned.covers(period)})


def _must_be_open(changes: ChangeSet, policy: Policy, restated: Counter[str]) -> None:
    closed = set(restated) - set(changes.known[: policy.routine])
    name = f"{changes.dataset.title.zh}（{changes.dataset.name}）"
    if changes.structure.changed:
        told = "、".join([*changes.structure.added, *changes.structure.removed, *changes.structure.altered])
        raise NeedsReason(f"{name}：表的结构变了（{told or '主键'}），须说明原因才能封存。")
    if closed:
        count = sum(restated[period] for period in closed)
        raise NeedsReason(
            f"{name}：{_in_words(closed)}已公布的 {count} 个数变了，不在例行修订的期限内，须说明原因才能封存。"
        )


def _in_words(periods: Set[str]) -> str:
    named = sorted(period for period in periods if period)
    if len(named) > _NAMED:
        return f"{named[0]} 至 {named[-1]} 间 {len(named)} 期"
    return f"{'、'.join(named)} " if named else ""
