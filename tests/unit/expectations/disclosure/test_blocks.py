"""A universe falls into parts that share no figure; nothing is lost between them."""

from itertools import combinations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from expectations.disclosure.blocks import blocks
from expectations.disclosure.linked import Row

Made = list[tuple[str, str]]


def _published(made: Made) -> pa.Table:
    """Cells (each a row of its own) and the inner cells in them."""
    return pa.table(
        {
            "dataset": ["d"] * len(made),
            "key": [cell for cell, _ in made],
            "cell": [cell for cell, _ in made],
            "inner": [inner for _, inner in made],
        }
    )


def _parts(made: Made, leaning: list[tuple[Row, Row]] | None = None) -> list[tuple[set[str], set[str]]]:
    """Cells and inner cells with contributions of each part."""
    inner = [*sorted({inner for _, inner in made}), "elsewhere"]
    found = blocks(pa.table({"inner": inner}), _published(made), leaning or [])
    return [(set(cells["cell"].to_pylist()), set(amounts["inner"].to_pylist())) for amounts, cells in found]


MANY: Made = [(f"{month}|{cell}", f"{month}|{cell}") for month in range(3) for cell in range(300)]
TOTALS: Made = [(f"{month}|T", f"{month}|{cell}") for month in range(3) for cell in range(300)]


def test_months_that_share_no_figure_are_parts_of_their_own() -> None:
    parts = _parts(MANY + TOTALS)
    assert [len(cells) for cells, _ in parts] == [301, 301, 301]
    assert all(len({cell.split("|")[0] for cell in cells | inner}) == 1 for cells, inner in parts)


def test_rows_that_a_rate_links_stay_together() -> None:
    parts = _parts(MANY + TOTALS, [(("d", "0|T"), ("d", "1|T")), (("d", "2|T"), ("d", "nowhere"))])
    assert [len(cells) for cells, _ in parts] == [602, 301]


def test_cells_that_nothing_links_are_taken_together_as_many_as_fit() -> None:
    assert [len(cells) for cells, _ in _parts(MANY)] == [400, 400, 100]


def test_without_a_published_cell_there_is_no_part() -> None:
    assert _parts([]) == []


@given(st.lists(st.tuples(st.sampled_from("ABCDEFGH"), st.sampled_from("abcdefgh")), max_size=20, unique=True))
def test_every_cell_and_every_contribution_to_one_is_in_one_part(made: Made) -> None:
    parts = _parts(made)
    for (cells, inner), (others, their_inner) in combinations(parts, 2):
        assert not cells & others and not inner & their_inner
    assert set().union(*(cells for cells, _ in parts)) == {cell for cell, _ in made}
    assert set().union(*(inner for _, inner in parts)) == {inner for _, inner in made}
