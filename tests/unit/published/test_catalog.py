"""The catalogue says what dbt's manifest says, and names the model or feed whose description does not hold."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from published.catalog import Catalog, CatalogError, read_codes

PROSE = "标题 | Title\n中文定义。\nEnglish definition\nover two lines."
FEED = "source.yongzhuan.bureau.returns"
OTHER_FEED = "source.yongzhuan.bureau.accounts"
MODEL = "model.yongzhuan.turnover"
STAGING = "model.yongzhuan.stg_bureau__returns"


def described(name: str, kind: str, **meta: Any) -> dict[str, Any]:
    return {"name": name, "data_type": kind, "description": PROSE, "config": {"meta": meta}}


def source(name: str, unit_returns: bool) -> dict[str, Any]:
    meta = {"format": "csv", "pattern": f"{name}_*.csv", "schedule": "0 6 * * 1", "unit_returns": unit_returns}
    header = {"name": "amount", "config": {"meta": {"header": "金额|数值"}}}
    return {
        "name": name,
        "source_name": "bureau",
        "description": PROSE,
        "config": {"meta": {**meta, "external_location": "somewhere"}},
        "columns": {"amount": header, "year": {"name": "year", "config": {}}},
    }


def model() -> dict[str, Any]:
    columns = [
        described("year", "integer", role="time"),
        described("colour", "varchar", role="dimension", code_list="colour"),
        described("amount", "decimal(18,2)", role="measure", unit="wan_yuan"),
    ]
    meta = {
        "key": ["year", "colour"],
        "frequency": "annual",
        "licence": "CC-BY-4.0",
        "opening": "unconditional",
        "owner": "statistics_bureau",
        "release": {"rule": "0 10 31 12 *", "lag": 1},
        "disclosure": {"public": {"zh": "已经公布。", "en": "It is public."}},
    }
    return {
        "name": "turnover",
        "unique_id": MODEL,
        "resource_type": "model",
        "fqn": ["yongzhuan", "statistics", "turnover"],
        "description": PROSE,
        "config": {"meta": meta},
        "columns": {column["name"]: column for column in columns},
    }


def manifest() -> dict[str, Any]:
    staging = {"resource_type": "model", "fqn": ["yongzhuan", "staging", "stg_bureau__returns"]}
    seed = {"resource_type": "seed", "fqn": ["yongzhuan", "statistics", "colour"]}
    return {
        "nodes": {MODEL: model(), STAGING: staging, "seed.yongzhuan.colour": seed},
        "sources": {FEED: source("returns", True), OTHER_FEED: source("accounts", False)},
        "parent_map": {MODEL: [STAGING, "seed.yongzhuan.colour"], STAGING: [FEED]},
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    lists = tmp_path / "seeds" / "codelists"
    lists.mkdir(parents=True)
    (lists / "colour.csv").write_text("code,zh,en,level\nr,红,Red,1\ng,绿,Green,1\n", encoding="utf-8")
    return tmp_path


def write_method(project: Path, text: str) -> None:
    page = project / "models" / "statistics" / "turnover.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")


def changed(at: tuple[str, ...], value: Any) -> dict[str, Any]:
    """The manifest with one thing in the model replaced."""
    altered = deepcopy(manifest())
    place = altered["nodes"][MODEL]
    for step in at[:-1]:
        place = place[step]
    place[at[-1]] = value
    return altered


def test_a_dataset_is_its_model_with_its_lineage(project: Path) -> None:
    catalog = Catalog.from_manifest(manifest(), project)
    assert [dataset.name for dataset in catalog.datasets] == ["turnover"]
    dataset = catalog.dataset("turnover")
    assert (dataset.kind, dataset.title.zh, dataset.title.en) == ("statistic", "标题", "Title")
    assert (dataset.definition.zh, dataset.definition.en) == ("中文定义。", "English definition over two lines.")
    assert dataset.feeds == ("bureau/returns",)
    assert dataset.from_unit_returns
    assert [column.name for column in dataset.columns] == ["year", "colour", "amount"]
    assert [code.title.en for code in dataset.code_lists["colour"]] == ["Red", "Green"]


def test_a_feed_keeps_the_departments_words(project: Path) -> None:
    feed = Catalog.from_manifest(manifest(), project).feed("bureau/returns")
    assert (feed.key, feed.format) == ("bureau/returns", "csv")
    assert [(column.name, column.header) for column in feed.columns] == [("amount", "金额|数值"), ("year", "year")]


def test_a_dataset_of_accounts_is_not_made_from_unit_returns(project: Path) -> None:
    other = manifest()
    other["parent_map"][STAGING] = [OTHER_FEED]
    dataset = Catalog.from_manifest(other, project).dataset("turnover")
    assert (dataset.feeds, dataset.from_unit_returns) == (("bureau/accounts",), False)


def test_names_taken_from_a_return_are_no_figures_of_it(project: Path) -> None:
    linked = manifest()
    linked["nodes"][STAGING]["config"] = {"meta": {"passes_on": "names"}}
    dataset = Catalog.from_manifest(linked, project).dataset("turnover")
    assert (dataset.feeds, dataset.from_unit_returns) == (("bureau/returns",), False)


def test_unknown_names_are_key_errors(project: Path) -> None:
    catalog = Catalog.from_manifest(manifest(), project)
    with pytest.raises(KeyError):
        catalog.dataset("nothing")
    with pytest.raises(KeyError):
        catalog.feed("bureau/nothing")


@pytest.mark.parametrize("prose", ["", "标题", "标题 | Title", "标题 | Title\n只有中文", "a | b | c\n中文\nEnglish"])
def test_a_description_has_two_titles_and_two_definitions(project: Path, prose: str) -> None:
    with pytest.raises(CatalogError, match=r"turnover.*the description must read"):
        Catalog.from_manifest(changed(("description",), prose), project)
    with pytest.raises(CatalogError, match=r"model turnover: amount.*the description must read"):
        Catalog.from_manifest(changed(("columns", "amount", "description"), prose), project)


@pytest.mark.parametrize(
    ("at", "value", "told"),
    [
        (("columns", "amount", "config", "meta", "unit"), "furlong", "furlong"),
        (("columns", "amount", "config", "meta", "unit"), None, "needs a unit"),
        (("columns", "amount", "config", "meta", "role"), "hero", "hero"),
        (("columns", "amount", "config", "meta", "colour"), "red", "colour"),
        (("columns", "amount", "config", "meta", "title"), "twice", "title"),
        (("columns", "amount", "data_type"), None, "type"),
        (("columns", "colour", "config", "meta", "code_list"), "flavour", "flavour"),
        (("config", "meta", "licence"), "WTFPL", "WTFPL"),
        (("config", "meta", "frequency"), "now and then", "now and then"),
        (("config", "meta", "owner"), "nobody", "nobody"),
        (("config", "meta", "opening"), "ajar", "ajar"),
        (("config", "meta", "key"), ["year", "shape"], "shape"),
        (("config", "meta", "facets"), ["shape"], "shape"),
        (("config", "meta", "key"), [], "key"),
        (("config", "meta", "unknown_word"), 1, "unknown_word"),
    ],
)
def test_what_cannot_be_published_is_refused_by_name(project: Path, at: tuple[str, ...], value: Any, told: str) -> None:
    with pytest.raises(CatalogError, match=rf"(?s)model turnover: .*{told}"):
        Catalog.from_manifest(changed(at, value), project)


def test_a_feed_that_cannot_be_read_is_refused_by_name(project: Path) -> None:
    broken = manifest()
    broken["sources"][FEED]["config"]["meta"]["format"] = "clay tablet"
    with pytest.raises(CatalogError, match=r"(?s)feed bureau/returns: .*clay tablet"):
        Catalog.from_manifest(broken, project)


@pytest.mark.parametrize(
    ("at", "value", "moves"),
    [
        (("columns", "amount", "data_type"), "decimal(18,4)", True),
        (("columns", "amount", "config", "meta", "unit"), "percent", True),
        (("columns", "amount", "name"), "sum", True),
        (("columns", "amount", "description"), "别的 | Other\n别的话。\nOther words.", False),
        (("description",), "别的 | Other\n别的话。\nOther words.", False),
        (("config", "meta", "frequency"), "monthly", False),
    ],
)
def test_the_structure_moves_with_the_shape_and_not_with_prose(
    project: Path, at: tuple[str, ...], value: Any, moves: bool
) -> None:
    before = Catalog.from_manifest(manifest(), project).dataset("turnover").structure
    after = Catalog.from_manifest(changed(at, value), project).dataset("turnover").structure
    assert (before != after) is moves


def test_codes_keep_the_order_of_their_seed(project: Path) -> None:
    assert [code.code for code in read_codes(project / "seeds" / "codelists" / "colour.csv")] == ["r", "g"]


def test_the_method_page_beside_the_model_is_filled_from_seeds_variables_and_feeds(project: Path) -> None:
    (project / "dbt_project.yml").write_text("vars: {tolerance: 7}\n", encoding="utf-8")
    template = "{{ variable('tolerance') }}\n{{ feeds() }}\n"
    owned = manifest()
    owned["sources"][FEED]["source_name"] = "court"
    write_method(project, f"# 方法\n{template}# Method\n{template}")
    told = Catalog.from_manifest(owned, project).dataset("turnover").method
    assert told is not None
    assert told.zh == "7\n- 宁波市中级人民法院：标题"
    assert told.en == "7\n- Ningbo Intermediate People's Court: Title"


def test_a_dataset_without_a_page_has_no_method_and_a_wrong_page_is_refused_by_name(project: Path) -> None:
    assert Catalog.from_manifest(manifest(), project).dataset("turnover").method is None
    write_method(project, "# 方法\n{{ parameters('nowhere') }}\n# Method\nx\n")
    with pytest.raises(CatalogError, match="model turnover: there is no parameter table nowhere"):
        Catalog.from_manifest(manifest(), project)


def test_a_statistic_says_how_single_units_are_kept_out_of_sight(project: Path) -> None:
    silent = manifest()
    del silent["nodes"][MODEL]["config"]["meta"]["disclosure"]
    with pytest.raises(CatalogError, match=r"model turnover: meta\.disclosure is missing"):
        Catalog.from_manifest(silent, project)


def test_a_dataset_without_a_release_date_is_refused_by_name(project: Path) -> None:
    undated = changed(("config", "meta", "release"), {"schedule": "0 10 1 3 *"})
    with pytest.raises(CatalogError, match=r"turnover: meta\.release is missing: a rule or dates"):
        Catalog.from_manifest(undated, project)


def test_a_register_tells_of_single_units_on_purpose(project: Path) -> None:
    register = changed(("fqn",), ["yongzhuan", "registers", "turnover"])
    meta = register["nodes"][MODEL]["config"]["meta"]
    del meta["disclosure"], meta["release"]["lag"]
    assert Catalog.from_manifest(register, project).dataset("turnover").disclosure is None


@pytest.mark.parametrize(
    ("follows", "complaint"),
    [
        ({"dataset": "elsewhere", "by": {"year": "year"}}, "elsewhere, which is no dataset"),
        ({"dataset": "turnover", "by": {"quarter": "year"}}, r"\['quarter'\], no columns"),
        ({"dataset": "turnover", "by": {"year": "quarter"}}, r"\['quarter'\], no columns"),
        ({"dataset": "turnover", "by": {"year": "year"}, "where": {"shape": "r"}}, r"\['shape'\], no columns"),
        ({"dataset": "turnover", "by": {"year": "year"}, "when": {"shape": "r"}}, r"\['shape'\], no columns"),
        ({"dataset": "turnover", "by": {"year": "year"}}, "turnover, which is not protected"),
    ],
)
def test_what_a_dataset_follows_is_there(project: Path, follows: dict[str, Any], complaint: str) -> None:
    with pytest.raises(CatalogError, match=complaint):
        Catalog.from_manifest(changed(("config", "meta", "disclosure"), {"follows": [follows]}), project)


def with_a_second(**disclosures: dict[str, Any]) -> dict[str, Any]:
    """The manifest with one model for each name, told apart by what they say of disclosure."""
    both = manifest()
    for name, disclosure in disclosures.items():
        other = deepcopy(model())
        other |= {"name": name, "unique_id": f"model.yongzhuan.{name}", "fqn": ["yongzhuan", "statistics", name]}
        other["config"]["meta"]["disclosure"] = disclosure
        both["nodes"][other["unique_id"]] = other
        both["parent_map"][other["unique_id"]] = both["parent_map"][MODEL]
    return both


PROTECTED = {"universe": "shops", "rules": "default", "levels": ["amount"]}
ROUNDED = PROTECTED | {"rounding": {"bases": {"amount": 5}}}


def test_what_follows_a_rounded_dataset_would_undo_the_rounding(project: Path) -> None:
    follows = {"follows": [{"dataset": "shops", "by": {"year": "year"}}]}
    assert Catalog.from_manifest(with_a_second(shops=PROTECTED, follower=follows), project)
    with pytest.raises(CatalogError, match="model follower: it follows shops, whose rounding it would undo"):
        Catalog.from_manifest(with_a_second(shops=ROUNDED, follower=follows), project)


def test_datasets_that_share_figures_are_rounded_in_the_same_way(project: Path) -> None:
    assert Catalog.from_manifest(with_a_second(shops=ROUNDED, markets=ROUNDED), project)
    for other in (PROTECTED, PROTECTED | {"rounding": {"bases": {"amount": 10}}}):
        with pytest.raises(CatalogError, match="universe shops are not rounded in the same way"):
            Catalog.from_manifest(with_a_second(shops=ROUNDED, markets=other), project)
