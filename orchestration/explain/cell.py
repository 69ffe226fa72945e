"""Which published cell is meant: its row by the key of its dataset, and one of its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import pyarrow as pa

from orchestration.mistakes import Mistake
from published.dataset import Column, Dataset
from published.editions import Edition, current
from published.home import Home
from published.numbering import order
from published.releases import read_dataset, read_table, release_folder, versions

TOTAL = "_T"
_NEAREST = 5
Texts = list[str]


@dataclass(frozen=True)
class Cell:
    """A figure of a release as it was sealed; `edition` is what is public now."""

    dataset: Dataset
    folder: Path
    edition: Edition
    row: Mapping[str, object]
    column: Column

    @property
    def version(self) -> str:
        """The release's number."""
        return self.folder.name

    @property
    def key(self) -> dict[str, str]:
        """Key column ► value, as texts."""
        return {name: str(self.row[name]) for name in self.dataset.key}

    @property
    def value(self) -> object:
        """What stands in the cell; None where it is empty."""
        return self.row[self.column.name]


def find(home: Home, name: str, asked: Sequence[str], column: str | None, version: str | None) -> Cell:
    """The cell that `column=value` pairs name, in the public release or in that version; raises Mistake."""
    edition = current(home)
    if edition is None or name not in edition.releases:
        raise Mistake(f"{name} 还没有公开的版本；请先运行 yongzhuan release {name}。")
    folder = _folder(home, edition, name, version)
    dataset = read_dataset(folder)
    return Cell(
        dataset=dataset,
        folder=folder,
        edition=edition,
        row=_row(dataset, read_table(folder, name), _pairs(dataset, asked)),
        column=_column(dataset, column),
    )


def _folder(home: Home, edition: Edition, name: str, version: str | None) -> Path:
    known = versions(home.sealed, name)
    if version is not None and version not in known:
        raise Mistake(f"{name} 没有 {version} 版；有：{'、'.join(sorted(known, key=order))}。")
    return release_folder(home, name, version or edition.releases[name])


def _pairs(dataset: Dataset, asked: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for one in asked:
        name, equals, value = one.partition("=")
        if not equals or not value:
            raise Mistake(f"{one} 应写成 列=值；{_told_key(dataset)}。")
        pairs[_key_column(dataset, name)] = value
    return pairs


def _key_column(dataset: Dataset, name: str) -> str:
    """The key column of that name, the only one with it in its name, or the period's."""
    if name in dataset.key:
        return name
    if name == "period" and dataset.period:
        return dataset.period
    meant = [key for key in dataset.key if name in key]
    if len(meant) != 1:
        raise Mistake(f"主键中没有 {name}；{_told_key(dataset)}。")
    return meant[0]


def _told_key(dataset: Dataset) -> str:
    columns = (f"{name}（{dataset.column(name).title.zh}）" for name in dataset.key)
    return f"{dataset.name} 的主键是 {'、'.join(columns)}"


def _row(dataset: Dataset, table: pa.Table, pairs: Mapping[str, str]) -> dict[str, object]:
    """The only row left; a column that is not named stands for its total, where there is one."""
    columns = {name: [str(value) for value in table[name].to_pylist()] for name in dataset.key}
    left = list(range(table.num_rows))
    for name in dataset.key:
        there = sorted({columns[name][place] for place in left})
        value = _value(dataset, name, there, pairs)
        left = [place for place in left if columns[name][place] == value]
    row: dict[str, object] = table.slice(left[0], 1).to_pylist()[0]
    return row


def _value(dataset: Dataset, name: str, there: Texts, pairs: Mapping[str, str]) -> str:
    """The value of a key column, given as it is or by its title."""
    titles = {code.title.zh: code.code for code in dataset.code_lists.get(dataset.column(name).code_list or "", ())}
    if name not in pairs and TOTAL in there:
        return TOTAL
    if name not in pairs:
        raise Mistake(f"请给出 {name}=值，如 {name}={there[-1]}；{_told_key(dataset)}。")
    wanted = titles.get(pairs[name], pairs[name])
    if wanted not in there:
        codes = {code: title for title, code in titles.items()}
        near = [f"{value} {codes.get(value, '')}".strip() for value in _nearest(wanted, there)]
        raise Mistake(f"{name} 没有 {pairs[name]}；相近的值：{'、'.join(near)}。{_told_key(dataset)}。")
    return wanted


def _nearest(wanted: str, there: Texts) -> Texts:
    return get_close_matches(wanted, there, n=_NEAREST, cutoff=0)


def _column(dataset: Dataset, name: str | None) -> Column:
    """The column asked for; else the headline's measure, the first measure, the first column that is no key."""
    known = {column.name: column for column in dataset.columns}
    if name is not None and name not in known:
        told = (f"{one.name}（{one.title.zh}）" for one in dataset.columns if one.name not in dataset.key)
        raise Mistake(f"{dataset.name} 没有 {name} 这一列；有：{'、'.join(told)}。")
    if name is not None:
        return known[name]
    if dataset.headline:
        return known[dataset.headline.measure]
    others = [column for column in dataset.columns if column.name not in dataset.key]
    return next((column for column in others if column.role == "measure"), others[0])
