"""Which names of cells mean one cell: those of the same sum, however many tables show it."""

from collections.abc import Mapping

import pyarrow as pa


def same_cells(published: pa.Table) -> dict[str, str]:
    """Every name in the column `cell` and the first of those that are one cell with it: the same sum of inner cells in
    some measure, and in all measures that both have.
    """
    sums = _sums(published)
    names_of: dict[int, list[str]] = {}
    for name in sorted(sums):
        for number in sums[name].values():
            names_of.setdefault(number, []).append(name)
    first = {name: name for name in sums}
    for names in names_of.values():
        heads: list[str] = []
        for head in sorted({_head(first, name) for name in names}):
            one = next((other for other in heads if _agree(sums[other], sums[head])), None)
            if one is None:
                heads.append(head)
            else:
                first[head], sums[one] = one, sums[one] | sums[head]
    return {name: _head(first, name) for name in sums}


def _sums(published: pa.Table) -> dict[str, dict[str, int]]:
    """The sum of every name and measure, as a number that the same inner cells and coefficients have in common."""
    parts: dict[tuple[str, str], set[tuple[str, object]]] = {}
    columns = [published[name].to_pylist() for name in ("cell", "measure", "inner", "coefficient")]
    for cell, measure, inner, coefficient in zip(*columns, strict=True):
        parts.setdefault((cell, measure), set()).add((inner, coefficient))
    known: dict[tuple[object, ...], int] = {}
    found: dict[str, dict[str, int]] = {}
    for (cell, measure), made in parts.items():
        found.setdefault(cell, {})[measure] = known.setdefault((measure, *sorted(made)), len(known))
    return found


def _agree(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    return all(one[measure] == other[measure] for measure in one.keys() & other.keys())


def _head(first: Mapping[str, str], name: str) -> str:
    while first[name] != name:
        name = first[name]
    return name
