"""From contributions and published rows to linked tables."""

import numpy as np
import pyarrow as pa

from expectations.disclosure.linked import Linked, Past, link
from expectations.disclosure.rules import Rules
from expectations.disclosure.same_cells import same_cells

AREAS = {"T": ["a", "b"], "a": ["a"], "b": ["b"]}
KINDS = {"00": ["x", "y"], "01": ["x"], "02": ["y"]}
AMOUNTS = [("a.x", "f1", 5), ("a.x", "f2", 3), ("a.y", "f3", 2), ("b.x", "f1", 7), ("b.x", None, 1)]


def _linked(past: Past | None = None) -> Linked:
    contributions = pa.table(
        {
            "inner": [inner for inner, _, _ in AMOUNTS],
            "measure": ["value"] * len(AMOUNTS),
            "holder": [holder for _, holder, _ in AMOUNTS],
            "amount": [amount for _, _, amount in AMOUNTS],
        }
    )
    rows = [
        ("by_area", f"2024|{area}|{kind}", f"2024|{area}|{kind}", f"{place}.{what}")
        for area, places in AREAS.items()
        for kind, whats in KINDS.items()
        for place in places
        for what in whats
        if f"{place}.{what}" != "b.y"
    ]
    rows += [("by_cluster", f"2024|{cluster}", f"cluster|2024|{cluster}", inner) for cluster, inner in _clusters()]
    published = pa.table(
        {
            "dataset": [row[0] for row in rows],
            "key": [row[1] for row in rows],
            "cell": [row[2] for row in rows],
            "measure": ["value"] * len(rows),
            "inner": [row[3] for row in rows],
            "coefficient": [1.0] * len(rows),
        }
    )
    return link(contributions, published, past or Past(), Rules())


def _clusters() -> list[tuple[str, str]]:
    return [("_T", "a.x"), ("_T", "a.y"), ("_T", "b.x"), ("m", "a.x"), ("_U", "a.y"), ("_U", "b.x")]


def test_a_cell_is_the_sum_of_its_inner_cells() -> None:
    linked = _linked()
    values = linked.tables.measures[0].values
    figure = {row: values[cell] for row, cell in linked.cell_of.items()}
    assert figure[("by_area", "2024|T|00")] == 18 and figure[("by_area", "2024|a|01")] == 8


def test_rows_that_show_the_same_sum_are_one_cell() -> None:
    cells = _linked().cell_of
    assert cells[("by_area", "2024|T|00")] == cells[("by_cluster", "2024|_T")]
    assert cells[("by_area", "2024|a|01")] == cells[("by_cluster", "2024|m")]
    assert cells[("by_area", "2024|a|02")] == cells[("by_area", "2024|T|02")]


def test_rows_that_differ_in_some_measure_are_cells_of_their_own() -> None:
    """What both make of claims is one policy's; premiums are not. A row of claims alone is one cell with either."""
    made = {"T": {"premium": "xy", "claims": "x"}, "01": {"premium": "x", "claims": "x"}, "rank": {"claims": "x"}}
    published = pa.Table.from_pylist(
        [
            {"cell": cell, "measure": measure, "inner": inner, "coefficient": 1.0}
            for cell, measures in made.items()
            for measure, inners in measures.items()
            for inner in inners
        ]
    )
    first = same_cells(published)
    assert first["T"] != first["01"] and first["rank"] in (first["T"], first["01"])


def test_every_total_and_its_parts_are_related_also_across_tables() -> None:
    linked = _linked()
    values, related = linked.tables.measures[0].values, linked.tables.relations
    assert all(np.isclose(values[total], values[parts].sum()) for total, *parts in related)
    names = {tuple(linked.tables.cells[cell] for cell in relation) for relation in related}
    cells = linked.cell_of
    total = cells[("by_area", "2024|T|00")]
    assert sum(relation[0] == total for relation in related) == 3, names


def test_one_holder_is_one_in_an_inner_cell_and_the_rest_is_nobodys() -> None:
    measure = _linked().tables.measures[0]
    owned = np.bincount(measure.contributions.inner, measure.contributions.amount, len(measure.inner))
    assert (measure.inner - owned).sum() == 1 and len(set(measure.contributions.holder.tolist())) == 3


def test_what_was_public_is_kept_and_what_was_withheld_stays_hidden() -> None:
    shown, hidden = ("by_area", "2024|T|01"), ("by_cluster", "2024|_U")
    linked = _linked(Past(public=frozenset({shown}), withheld=frozenset({hidden, ("gone", "2019|T")})))
    assert linked.rows("by_area", linked.tables.kept) == {"2024|T|01"}
    assert linked.tables.hidden.sum() == 1 and not linked.tables.secret.any()


def test_a_figure_that_was_public_may_be_withheld_where_its_change_tells_of_a_firm() -> None:
    row = ("by_area", "2024|T|01")
    linked = _linked(Past(public=frozenset({row}), changed=frozenset({row}), telling={row: 5.0}))
    assert not linked.tables.kept.any()
    assert linked.rows("by_area", linked.tables.secret) == {"2024|T|01"}


def test_a_figure_that_was_public_may_be_withheld_where_it_has_changed_and_is_at_risk_now() -> None:
    row = ("by_area", "2024|a|01")
    assert _linked(Past(public=frozenset({row}))).tables.kept.sum() == 1
    assert not _linked(Past(public=frozenset({row}), changed=frozenset({row}))).tables.kept.any()
