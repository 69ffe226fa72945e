"""From one release to the next: who comes late is not told, and what is public already stays so."""

from collections.abc import Mapping
from itertools import product

import pyarrow as pa

from expectations.disclosure.audit import audit
from expectations.disclosure.changes import Moves, amounts, changes
from expectations.disclosure.linked import Linked, Past, Row, link
from expectations.disclosure.rules import Rules
from expectations.disclosure.suppression import withhold
from tests.attacks import published as shown

AREAS, TYPES = "ABCDE", "WXYZ"
FIRMS = 12
Amount = tuple[str, str, str, float]


def _delivered(*late: Amount) -> pa.Table:
    """Area, type, holder and amount: a dozen firms of 100 in every cell, and who is late."""
    usual = [(area, kind, f"{area}{kind}{n}", 100.0) for area, kind in product(AREAS, TYPES) for n in range(FIRMS)]
    rows = [*usual, *late]
    return pa.table(
        {
            "inner": [f"{area}|{kind}" for area, kind, *_ in rows],
            "measure": ["value"] * len(rows),
            "holder": [holder for *_, holder, _ in rows],
            "amount": [amount for *_, amount in rows],
        }
    )


def _published() -> pa.Table:
    """Areas and types with their totals."""
    rows = [
        (f"{area_or_all}|{kind_or_all}", f"{area}|{kind}")
        for area, kind in product(AREAS, TYPES)
        for area_or_all, kind_or_all in product((area, "T"), (kind, "T"))
    ]
    return pa.table(
        {
            "dataset": ["d"] * len(rows),
            "key": [key for key, _ in rows],
            "cell": [key for key, _ in rows],
            "measure": ["value"] * len(rows),
            "inner": [inner for _, inner in rows],
            "coefficient": [1.0] * len(rows),
        }
    )


def _second_release(*late: Amount, withheld: frozenset[str] = frozenset()) -> Linked:
    """After one in which all else was shown."""
    published = _published()
    keys = set(published["key"].to_pylist()) - withheld
    then, now = (amounts("d", delivered, published) for delivered in (_delivered(), _delivered(*late)))
    since = changes(then, now, keys, Rules())
    past = Past(
        public=frozenset(("d", key) for key in keys),
        changed=frozenset(("d", key) for key in since.changed),
        telling={("d", key): doubt for key, doubt in since.telling.items()},
        withheld=frozenset(("d", key) for key in withheld),
        moved=_by_row(since.moved),
    )
    return link(_delivered(*late), published, past, Rules())


def _by_row(moved: Moves) -> dict[Row, dict[str, Mapping[str, float]]]:
    found: dict[Row, dict[str, Mapping[str, float]]] = {}
    for (key, measure), holders in moved.items():
        found.setdefault(("d", key), {})[measure] = holders
    return found


def _withheld(linked: Linked) -> set[str]:
    pattern = withhold(linked.tables, Rules())
    assert audit(linked.tables, Rules(), shown(linked.tables, pattern.withheld)).passed
    return set(linked.rows("d", pattern.withheld))


def test_one_late_return_withholds_the_figures_that_it_moves_and_no_other() -> None:
    assert _withheld(_second_release(("A", "X", "late", 5.0))) == {"A|X", "A|T", "T|X", "T|T"}


def test_a_late_return_of_any_size_does_not_stop_the_release() -> None:
    for amount in (0.1, 50.0, 5_000.0):
        assert "A|X" in _withheld(_second_release(("A", "X", "late", amount)))


def test_a_revision_by_many_is_shown() -> None:
    late = [("A", "X", f"late {n}", 40.0 + n) for n in range(12)]
    assert _withheld(_second_release(*late)) == set()


def test_a_total_is_not_shown_that_tells_a_late_return_among_its_withheld_parts() -> None:
    """City less the areas that both releases show is the rest: of five late firms one is in B, none in D."""
    unseen = frozenset(f"{area}|{kind}" for area in "BD" for kind in (*TYPES, "T"))
    many = [("A", "X", f"late {n}", 60.0 + n) for n in range(4)]
    assert not {"T|X", "T|T"} & _withheld(_second_release(*many, withheld=unseen))
    assert {"T|X", "T|T"} <= _withheld(_second_release(*many, ("B", "X", "one", 50.0), withheld=unseen))
