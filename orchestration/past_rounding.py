"""What earlier releases have told of rounded figures that have not changed since: several tell more than the last."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from expectations.disclosure.changes import changes
from expectations.disclosure.rounded_figures import Told
from expectations.disclosure.rules import Rules
from expectations.disclosure.withholding import keys_of, text
from orchestration.past_figures import amounts_of
from published.dataset import Dataset
from published.disclosure import Protected
from published.home import Home
from published.releases import read_dataset, read_table, versions


def told(home: Home, datasets: Sequence[Dataset], now: Mapping[str, pa.Table], rules: Rules) -> Told:
    """Between what the sealed releases together tell each figure to be; `now`: the amounts as built (changes.py)."""
    known: dict[tuple[str, str, str], tuple[float, float]] = {}
    for dataset in datasets:
        for at, low, high in _intervals(home, dataset, now[dataset.name], rules):
            before = known.get(at, (-inf, inf))
            known[at] = (max(before[0], low), min(before[1], high))
    return known


def _intervals(
    home: Home, dataset: Dataset, now: pa.Table, rules: Rules
) -> Iterator[tuple[tuple[str, str, str], float, float]]:
    for version in versions(home.sealed, dataset.name):
        folder = home.sealed / dataset.name / version
        spec = read_dataset(folder).disclosure
        if isinstance(spec, Protected) and spec.rounding:
            then, table = pq.read_table(amounts_of(home, dataset.name, folder)), read_table(folder, dataset.name)
            for measure, base in spec.rounding.bases.items():
                keys = [text(key) for key in keys_of(dataset, table)]
                changed = changes(_of(then, measure), _of(now, measure), keys, rules).changed
                for key, value in zip(keys, table[measure].to_pylist(), strict=True):
                    if key not in changed:
                        yield (dataset.name, key, measure), float(str(value)) - base, float(str(value)) + base


def _of(amounts: pa.Table, measure: str) -> pa.Table:
    return amounts.filter(pc.equal(amounts["measure"], pa.scalar(measure)))
