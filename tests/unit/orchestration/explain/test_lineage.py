"""The way from the feeds to a dataset, those models first that others are made from."""

from orchestration.explain.lineage import feeds_of, way


def node(name: str, kind: str = "model") -> dict[str, str]:
    return {"name": name, "resource_type": kind, "original_file_path": f"models/{name}.sql"}


MANIFEST = {
    "nodes": {
        "model.yongzhuan.yield": node("yield"),
        "model.yongzhuan.int_both": node("int_both"),
        "model.yongzhuan.stg_trees": node("stg_trees"),
        "model.yongzhuan.stg_bees": node("stg_bees"),
        "seed.yongzhuan.area": node("area", "seed"),
    },
    "sources": {
        "source.trees": {"source_name": "bureau", "name": "trees"},
        "source.bees": {"source_name": "bureau", "name": "bees"},
        "source.own": {"source_name": "raw_zone", "name": "deliveries"},
    },
    "parent_map": {
        "model.yongzhuan.yield": ["seed.yongzhuan.area", "model.yongzhuan.int_both"],
        "model.yongzhuan.int_both": ["model.yongzhuan.stg_trees", "model.yongzhuan.stg_bees"],
        "model.yongzhuan.stg_trees": ["source.trees", "source.own"],
        "model.yongzhuan.stg_bees": ["source.bees"],
    },
}


def test_every_model_comes_after_those_that_it_is_made_from() -> None:
    found = way(MANIFEST, "yield")
    names = [step.name for step in found]
    assert set(names) == {"stg_trees", "stg_bees", "int_both", "yield"} and names[-2:] == ["int_both", "yield"]
    told = {step.name: step for step in found}
    assert told["stg_trees"].above == ("bureau/trees",)
    assert (told["yield"].above, told["yield"].path) == (("int_both",), "models/yield.sql")


def test_a_model_of_a_single_feed_is_known_by_it() -> None:
    assert feeds_of(MANIFEST) == {"stg_trees": "bureau/trees", "stg_bees": "bureau/bees"}
