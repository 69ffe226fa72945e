"""Every statistic says which rows its cells are made from, or why there are none; what it says can be looked up."""

import re

from orchestration.explain.lineage import feeds_of
from published.catalog import Catalog
from published.made_from import Counted, Elsewhere
from tests.house.conftest import Manifest

CJK = re.compile(r"[\u4e00-\u9fff]")


def counted(catalog: Catalog) -> list[tuple[str, Counted]]:
    told = catalog.made_from.items()
    return [(name, one) for name, parts in told if not isinstance(parts, Elsewhere) for one in parts]


def above(manifest: Manifest, name: str) -> set[str]:
    found: set[str] = set()
    todo = [f"model.yongzhuan.{name}"]
    while todo:
        for parent in manifest["parent_map"].get(todo.pop(), []):
            if parent not in found:
                found.add(parent)
                todo.append(parent)
    return found


def test_every_statistic_says_it_and_no_register_does(catalog: Catalog) -> None:
    assert set(catalog.made_from) == {one.name for one in catalog.datasets if one.kind == "statistic"}


def test_why_there_are_none_is_a_sentence_in_both_languages(catalog: Catalog) -> None:
    reasons = [told.elsewhere for told in catalog.made_from.values() if isinstance(told, Elsewhere)]
    assert reasons and all(CJK.search(why.zh) and why.zh.endswith("。") and why.en.endswith(".") for why in reasons)


def test_columns_and_models_and_feeds_are_those_of_the_dataset(catalog: Catalog, manifest: Manifest) -> None:
    single = feeds_of(manifest)
    for name, one in counted(catalog):
        dataset = catalog.dataset(name)
        assert set(one.by) <= set(dataset.key), name
        assert {dataset.column(figure).role for figure in one.figures} == {"measure"}, name
        feeds = set(one.units) or {single[one.model]}
        assert feeds <= set(dataset.feeds), f"{name}: {one.model}"
        made_of = above(manifest, one.model) | {f"model.yongzhuan.{one.model}"}
        assert made_of & above(manifest, name), f"{name} is not made from {one.model}"
