"""Which signatures of the desk's log count: not taken back, not postponed, and of what was not taken down."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter

from orchestration.signatures import Signed, TakenBack, TakenDown, entries
from published.home import Home
from published.releases import is_there

_Counted = dict[tuple[str, str], list[tuple[int, Signed]]]
"""Dataset and version ► its signatures with their places in the log."""


def signatures(home: Home, dataset: str | None = None) -> list[Signed]:
    """Those of one dataset or of all that were not taken back before their minute; what is sealed no more among them.

    A version signed anew, before its minute had come, waits for the new minute alone.
    """
    counted: _Counted = {}
    for place, one in enumerate(entries(home)):
        if not isinstance(one, Signed | TakenBack | TakenDown) or dataset not in (None, one.dataset):
            continue
        if isinstance(one, TakenDown):
            _take_down(counted, place, one)
            continue
        of_it = counted.get((one.dataset, one.version), [])
        kept = [each for each in of_it if each[1].effective_at <= one.at]
        counted[one.dataset, one.version] = [*kept, (place, one)] if isinstance(one, Signed) else kept
    return [one for _, one in sorted(chain.from_iterable(counted.values()), key=itemgetter(0))]


def _take_down(counted: _Counted, place: int, one: TakenDown) -> None:
    """What was taken down counts no more, not even instead of others; where it was public, nothing before it comes back
    by itself."""
    of_it = {version: signed for (name, version), signed in counted.items() if name == one.dataset}
    begun = [(each.effective_at, at) for signed in of_it.values() for at, each in signed if each.effective_at <= one.at]
    last = max(begun, default=None)
    was_public = any((each.effective_at, at) == last for version in one.versions for at, each in of_it.get(version, []))
    for version, signed in of_it.items():
        left = [(at, each) for at, each in signed if not (was_public and each.effective_at <= one.at)]
        counted[one.dataset, version] = [] if version in one.versions else left
    if one.instead and one.instead.version not in one.versions:
        counted.setdefault((one.dataset, one.instead.version), []).append((place, one.instead))


def still_sealed(home: Home, signed: Iterable[Signed]) -> Iterator[Signed]:
    """Those of what is still sealed, looked for only as far as somebody asks."""
    return (one for one in signed if is_there(home.sealed / one.dataset / one.version))


def last_sealed(home: Home, signed: Sequence[Signed]) -> Signed | None:
    """The last of those that are still sealed."""
    return next(still_sealed(home, reversed(signed)), None)
