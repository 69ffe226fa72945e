"""Another vintage of a denominator opens a revision of every dataset that divides by it, and of what follows those."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg

from orchestration.sensors import Asked, running
from orchestration.snapshots import current
from published.catalog import Catalog
from published.dataset import Dataset
from published.disclosure import Follower
from published.home import Home
from published.releases import newest


def reopening(catalog: Catalog, home: Home, releases: Sequence[Any]) -> dg.SensorDefinition:
    """Asks for the release of what divides by a feed, once for each delivery that its newest release has not seen."""

    def ask() -> Asked:
        for dataset, feed in divided(catalog):
            known = newest(home.sealed, dataset.name)
            counts = {passport.rows_sha256 for passport in current(home, catalog.feed(feed))}
            if known and counts and counts != {one.rows_sha256 for one in known.inputs if one.feed == feed}:
                digest = hashlib.sha256("".join(sorted(counts)).encode()).hexdigest()
                yield dg.RunRequest(
                    run_key=f"{dataset.name} {known.version}@{feed}:{digest[:16]}", job_name=f"release_{dataset.name}"
                )

    return running("reopen_what_divides", releases, 1800, ask)


def divided(catalog: Catalog) -> Iterator[tuple[Dataset, str]]:
    """Every dataset that divides by a feed, with that feed; then those that take their figures from such a one."""
    feeds = {dataset.name: [one.feed for one in dataset.revisions.denominators] for dataset in catalog.datasets}
    for dataset in catalog.datasets:
        followed = dataset.disclosure.follows if isinstance(dataset.disclosure, Follower) else ()
        leaning = [feed for other in followed for feed in feeds[other.dataset]]
        yield from ((dataset, feed) for feed in dict.fromkeys([*feeds[dataset.name], *leaning]))
