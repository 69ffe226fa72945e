"""What the project publishes and from what: dbt's manifest.json as frozen objects.

Everything that describes a dataset or a feed is read here and nowhere else. This module does not belong to
how things run (orchestration) nor to how a description looks in one format (published/describe).
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import Field

from published.dataset import Break, Code, Column, Dataset, Kind
from published.describe.method import BREAKS, Facts, method
from published.describe.parameter_table import read_seeds
from published.disclosure import Follower, Protected, agreed_rounding
from published.feed import Feed, FeedColumn
from published.made_from import MadeFrom
from published.vocabulary import Frozen, Text

OWN_RECORDS = "raw_zone"
"""The dbt source that holds what the archive itself knows of its deliveries: no department's feed."""
_MADE_FROM = "made_from"
_FOLDERS: Mapping[str, Kind] = {"statistics": "statistic", "registers": "register"}


class CatalogError(ValueError):
    """A description in the dbt project that cannot be published as it stands."""


class Catalog(Frozen):
    """All datasets and all feeds of the project."""

    datasets: tuple[Dataset, ...]
    feeds: tuple[Feed, ...]
    made_from: dict[str, MadeFrom] = Field(default_factory=dict)
    """Dataset ► the rows that its cells are made from; no part of what is published."""

    @classmethod
    def from_project(cls, project: Path, target: Path) -> Self:
        """Read the `manifest.json` in dbt's target folder and what the project says beside it; raises CatalogError."""
        manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
        return cls.from_manifest(manifest, project)

    @classmethod
    def from_manifest(cls, manifest: Mapping[str, Any], project: Path) -> Self:
        """The catalogue of a manifest, with the project's code lists and method pages; raises CatalogError by name."""
        beside = _Beside.read(project)
        sources = sorted(manifest["sources"].items())
        feeds = {key: _feed(node) for key, node in sources if node["source_name"] != OWN_RECORDS}
        models = [node for node in manifest["nodes"].values() if _kind(node)]
        datasets = [_dataset(node, manifest, feeds, beside) for node in models]
        _every_release_is_dated(datasets)
        _disclosure_is_whole({dataset.name: dataset for dataset in datasets})
        _rounding_agrees(datasets)
        return cls(
            datasets=tuple(sorted(datasets, key=lambda dataset: dataset.name)),
            feeds=tuple(sorted(feeds.values(), key=lambda feed: feed.key)),
            made_from={node["name"]: told for node in models if (told := _meta(node).get(_MADE_FROM))},
        )

    def dataset(self, name: str) -> Dataset:
        """The dataset of that name; KeyError where there is none."""
        return {dataset.name: dataset for dataset in self.datasets}[name]

    def feed(self, key: str) -> Feed:
        """The feed of that key; KeyError where there is none."""
        return {feed.key: feed for feed in self.feeds}[key]


def _kind(node: Mapping[str, Any]) -> Kind | None:
    return _FOLDERS.get(node["fqn"][1]) if node["resource_type"] == "model" else None


def _described(node: Mapping[str, Any]) -> dict[str, Any]:
    """Titles and definitions: first line `zh | en`, second line the Chinese, the rest the English definition."""
    lines = [line.strip() for line in str(node["description"]).strip().splitlines() if line.strip()]
    heading = lines[0].split(" | ") if lines else []
    if len(heading) != 2 or len(lines) < 3:
        raise CatalogError(
            f"{node['name']}: the description must read: 'zh title | en title', a Chinese line, English lines"
        )
    return {
        "title": Text(zh=heading[0].strip(), en=heading[1].strip()),
        "definition": Text(zh=lines[1], en=" ".join(lines[2:])),
    }


def _meta(node: Mapping[str, Any]) -> dict[str, Any]:
    return dict(node.get("config", {}).get("meta") or node.get("meta") or {})


def _column(node: Mapping[str, Any]) -> Column:
    return Column(name=node["name"], type=node["data_type"], **_described(node), **_meta(node))


@dataclass(frozen=True)
class _Beside:
    """What the project says beside its manifest: seeds and variables, and where its method pages stand."""

    project: Path
    facts: Facts

    @classmethod
    def read(cls, project: Path) -> Self:
        settings = project / "dbt_project.yml"
        told = yaml.safe_load(settings.read_text(encoding="utf-8")) if settings.exists() else {}
        return cls(project, Facts(read_seeds(project / "seeds"), told.get("vars", {})))

    def codes(self, name: str) -> tuple[Code, ...]:
        return read_codes(self.project / "seeds" / "codelists" / f"{name}.csv")

    def breaks(self, dataset: str) -> tuple[Break, ...]:
        rows = [row for row in self.facts.seeds.get(BREAKS, ()) if row["dataset"] == dataset]
        return tuple(Break(starts=row["starts"], why=Text(zh=row["zh"], en=row["en"])) for row in rows)

    def method(self, node: Mapping[str, Any], feeds: Sequence[Feed]) -> Text | None:
        page = self.project.joinpath("models", node["fqn"][1], f"{node['name']}.md")
        if not page.exists():
            return None
        return method(page.read_text(encoding="utf-8"), node["name"], replace(self.facts, feeds=feeds))


def _dataset(
    node: Mapping[str, Any], manifest: Mapping[str, Any], feeds: Mapping[str, Feed], beside: _Beside
) -> Dataset:
    try:
        columns = tuple(_column(column) for column in node["columns"].values())
        parents = manifest["parent_map"]
        above = _ancestors(node["unique_id"], parents)
        ancestry = sorted((feeds[key] for key in above if key in feeds), key=lambda feed: feed.key)
        figures = _ancestors(node["unique_id"], _without_names(parents, manifest["nodes"]))
        named = sorted({column.code_list for column in columns if column.code_list})
        return Dataset(
            name=node["name"],
            kind=_FOLDERS[node["fqn"][1]],
            columns=columns,
            feeds=tuple(feed.key for feed in ancestry),
            from_unit_returns=any(feeds[key].unit_returns for key in figures if key in feeds),
            code_lists={name: beside.codes(name) for name in named},
            breaks=beside.breaks(node["name"]),
            method=beside.method(node, ancestry),
            structure=_structure(columns),
            **_described(node),
            **{key: value for key, value in _meta(node).items() if key != _MADE_FROM},
        )
    except (KeyError, OSError, TypeError, ValueError) as error:
        raise CatalogError(f"model {node['name']}: {error}") from error


def _every_release_is_dated(datasets: Iterable[Dataset]) -> None:
    if undated := [dataset.name for dataset in datasets if dataset.release is None]:
        raise CatalogError(f"model {undated[0]}: meta.release is missing: a rule or dates")


def _disclosure_is_whole(datasets: Mapping[str, Dataset]) -> None:
    """Every statistic says how single units are kept from sight; what it follows is protected; raises CatalogError."""
    for dataset in datasets.values():
        if dataset.kind == "statistic" and dataset.disclosure is None:
            raise CatalogError(f"model {dataset.name}: meta.disclosure is missing")
        for followed in dataset.disclosure.follows if isinstance(dataset.disclosure, Follower) else ():
            if followed.dataset not in datasets:
                raise CatalogError(f"model {dataset.name}: it follows {followed.dataset}, which is no dataset")
            _named(dataset, {*followed.by, *followed.when})
            _named(datasets[followed.dataset], {*followed.by.values(), *followed.where})
            above = datasets[followed.dataset].disclosure
            if not isinstance(above, Protected):
                raise CatalogError(f"model {dataset.name}: it follows {followed.dataset}, which is not protected")
            if above.rounding:
                raise CatalogError(f"model {dataset.name}: it follows {followed.dataset}, whose rounding it would undo")


def _rounding_agrees(datasets: Iterable[Dataset]) -> None:
    """Datasets that share figures are all rounded in the same way or not at all; raises CatalogError."""
    universes: dict[str, list[Protected]] = {}
    for dataset in datasets:
        if isinstance(dataset.disclosure, Protected):
            universes.setdefault(dataset.disclosure.universe, []).append(dataset.disclosure)
    for specs in universes.values():
        try:
            agreed_rounding(specs)
        except ValueError as error:
            raise CatalogError(str(error)) from error


def _named(dataset: Dataset, names: set[str]) -> None:
    if strange := names - {column.name for column in dataset.columns}:
        raise CatalogError(f"model {dataset.name}: disclosure names {sorted(strange)}, no columns of it")


def _structure(columns: Iterable[Column]) -> str:
    """Moves when a name, type or unit changes, not when prose does."""
    shape = [[column.name, column.type, column.role, column.unit] for column in columns]
    return hashlib.sha256(json.dumps(shape).encode()).hexdigest()


def _without_names(parents: Mapping[str, list[str]], nodes: Mapping[str, Any]) -> Mapping[str, list[str]]:
    """The lineage of figures: a model with `passes_on: names` takes names of units from returns, nothing else."""
    return {
        key: [] if _meta(nodes.get(key, {})).get("passes_on") == "names" else above for key, above in parents.items()
    }


def _ancestors(key: str, parents: Mapping[str, list[str]]) -> set[str]:
    found: set[str] = set()
    todo = [key]
    while todo:
        for parent in parents.get(todo.pop(), []):
            if parent not in found:
                found.add(parent)
                todo.append(parent)
    return found


def _feed(node: Mapping[str, Any]) -> Feed:
    try:
        columns = tuple(
            FeedColumn.model_validate({"name": column["name"], "header": column["name"]} | _meta(column))
            for column in node["columns"].values()
        )
        return Feed(
            source=node["source_name"],
            name=node["name"],
            columns=columns,
            **_described(node),
            **{key: value for key, value in _meta(node).items() if key != "external_location"},
        )
    except (KeyError, OSError, TypeError, ValueError) as error:
        raise CatalogError(f"feed {node['source_name']}/{node['name']}: {error}") from error


def read_codes(path: Path) -> tuple[Code, ...]:
    """A code list from its seed (columns code, zh, en), in the seed's order."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(Code(code=row["code"], title=Text(zh=row["zh"], en=row["en"])) for row in csv.DictReader(lines))
