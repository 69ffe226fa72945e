"""Which sums of withheld cells the attacker can know."""

import numpy as np
import pyarrow as pa

from expectations.disclosure.attacker.holdings import Holdings
from expectations.disclosure.attacker.targets import Targets
from expectations.disclosure.linked import Past, link
from expectations.disclosure.rules import Rules


def test_a_sum_is_known_in_the_measure_in_which_the_parts_add_up() -> None:
    """Three areas make the total of values, two of them that of returns: these two are no public sum of values."""
    parts = [("value", "abc"), ("returned", "ab")]
    amounts = [{"inner": x, "measure": m, "holder": f"firm {x}", "amount": 5.0} for m, areas in parts for x in areas]
    rows = [(m, key, x) for m, areas in parts for x in areas for key in ("T", x)]
    published = [
        {"dataset": "d", "key": f"2024|{key}", "cell": key, "measure": m, "inner": x, "coefficient": 1.0}
        for m, key, x in rows
    ]
    tables = link(pa.Table.from_pylist(amounts), pa.Table.from_pylist(published), Past(), Rules()).tables
    known = np.array([cell == "T" for cell in tables.cells])
    targets = {measure.name: Targets(tables, measure, Rules(), Holdings(measure)) for measure in tables.measures}
    found = {name: {union.name for union in each.unions(~known, known)} for name, each in targets.items()}
    assert len(tables.relations) == 2
    assert "a + b" in found["returned"] and "a + b" not in found["value"]
