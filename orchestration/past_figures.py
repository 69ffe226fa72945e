"""What earlier releases have told of protected figures, and who made those up: kept in secret."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.disclosure.changes import Moves, at_risk, changes
from expectations.disclosure.linked import Past, Row
from expectations.disclosure.rules import Rules
from expectations.disclosure.withholding import CONFIDENTIAL, keys_of, text
from published.dataset import Dataset
from published.disclosure import Protected
from published.folders import sha256
from published.home import Home
from published.releases import read_dataset, read_table, versions
from published.verdict import Verdict


def past(home: Home, datasets: Sequence[Dataset], now: Mapping[str, pa.Table], rules: Rules) -> Past:
    """What the sealed releases of the datasets told; `now`: the amounts of every dataset as built (changes.py).

    A row that was public and then withheld for its revision alone is not bound by that: its next change decides.
    """
    public: set[Row] = set()
    changed: set[Row] = set()
    telling: dict[Row, float] = {}
    moved: dict[Row, dict[str, Mapping[str, float]]] = {}
    withheld: set[Row] = set()
    for dataset in datasets:
        before: set[str] = set()
        newest: Moves = {}
        for then, rows in _releases(home, dataset):
            held = pq.read_table(then)
            shown = {key for key, is_withheld in rows if not is_withheld}
            since, risky = changes(held, now[dataset.name], shown, rules), at_risk(held, rules)
            hidden = {key for key, is_withheld in rows if is_withheld and (key not in before or key in risky)}
            for found, keys in ((public, shown), (changed, since.changed), (withheld, hidden)):
                found |= {(dataset.name, key) for key in keys}
            for key, doubt in since.telling.items():
                telling[dataset.name, key] = max(doubt, telling.get((dataset.name, key), 0.0))
            before |= shown
            newest = since.moved
        for (key, measure), holders in newest.items():
            moved.setdefault((dataset.name, key), {})[measure] = holders
    return Past(frozenset(public), frozenset(changed), telling, frozenset(withheld), moved)


def keep(home: Home, dataset: Dataset, candidate: Path, held: pa.Table) -> None:
    """Keep who made up a candidate for as long as it may be compared: until the next one, and for ever once sealed."""
    folder = _folder(home, dataset.name)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = _amounts(home, dataset.name, sha256(candidate))
    pq.write_table(held, target)
    wanted = {target, *(then for then, _ in _releases(home, dataset))}
    for path in set(folder.iterdir()) - wanted:
        path.unlink()


def remembered(home: Home) -> Iterator[Path]:
    """Who made up the sealed releases of every dataset, as kept."""
    for folder in sorted(home.protection.glob("amounts/*")):
        for version in versions(home.sealed, folder.name):
            kept = amounts_of(home, folder.name, home.sealed / folder.name / version)
            if kept.exists():
                yield kept


def _releases(home: Home, dataset: Dataset) -> Iterator[tuple[Path, list[tuple[str, bool]]]]:
    """Every sealed release that disclosure control has seen: its amounts; the keys of its rows, whether withheld."""
    for version in versions(home.sealed, dataset.name):
        folder = home.sealed / dataset.name / version
        spec = read_dataset(folder).disclosure
        if isinstance(spec, Protected) and not spec.rounding:
            table = read_table(folder, dataset.name)
            keys = zip(keys_of(dataset, table), table["conf_status"].to_pylist(), strict=True)
            rows = [(text(key), status == CONFIDENTIAL) for key, status in keys]
            yield amounts_of(home, dataset.name, folder), rows


def amounts_of(home: Home, dataset: str, release: Path) -> Path:
    """Who held how much of each row of a sealed release: secret."""
    verdict = Verdict.model_validate_json((release / "verdict.json").read_bytes())
    return _amounts(home, dataset, str(verdict.candidate))


def _amounts(home: Home, dataset: str, candidate: str) -> Path:
    return _folder(home, dataset) / f"{candidate}.parquet"


def _folder(home: Home, dataset: str) -> Path:
    return home.protection / "amounts" / dataset
