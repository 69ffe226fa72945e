"""The way from the feeds to a dataset, model by model, as dbt knows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from published.catalog import OWN_RECORDS

Manifest = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """A model on the way: where its SQL stands, and the models and feeds right above it."""

    name: str
    path: str
    above: tuple[str, ...]


def way(manifest: Manifest, dataset: str) -> tuple[Step, ...]:
    """Every model above a dataset and itself, those first that others are made from."""
    parents = _parents(manifest, f"model.yongzhuan.{dataset}")
    models = [node for node in TopologicalSorter(parents).static_order() if node.startswith("model.")]
    return tuple(
        Step(
            name=manifest["nodes"][node]["name"],
            path=manifest["nodes"][node]["original_file_path"],
            above=tuple(_told(manifest, one) for one in parents[node] if not one.startswith("seed.")),
        )
        for node in models
    )


def feeds_of(manifest: Manifest) -> dict[str, str]:
    """Model ► its feed, for the models that are made from a single one."""
    models = [node["name"] for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    found = {}
    for name in models:
        above = _parents(manifest, f"model.yongzhuan.{name}")
        feeds = {_told(manifest, node) for node in above if _is_feed(manifest, node)}
        if len(feeds) == 1:
            found[name] = feeds.pop()
    return found


def _parents(manifest: Manifest, node: str) -> dict[str, list[str]]:
    """Everything above a node, each with what is right above it."""
    found: dict[str, list[str]] = {}
    todo = [node]
    while todo:
        one = todo.pop()
        if one not in found:
            found[one] = sorted(
                parent for parent in manifest["parent_map"].get(one, []) if not _is_own(manifest, parent)
            )
            todo += found[one]
    return found


def _is_feed(manifest: Manifest, node: str) -> bool:
    return node in manifest["sources"] and not _is_own(manifest, node)


def _is_own(manifest: Manifest, node: str) -> bool:
    return node in manifest["sources"] and manifest["sources"][node]["source_name"] == OWN_RECORDS


def _told(manifest: Manifest, node: str) -> str:
    if node in manifest["sources"]:
        source = manifest["sources"][node]
        return f"{source['source_name']}/{source['name']}"
    return str(manifest["nodes"][node]["name"])
