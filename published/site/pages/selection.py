"""Which rows an address of a dataset's page selects: the ones it names, or those that the bare address stands for.

An address with any parameter says itself what it shows; only the bare one has a default. Files have none: without
filters they hold all rows.
"""

import json
from collections.abc import Mapping, Sequence

from published.dataset import Dataset
from published.site.parameters import ALL

Arguments = Mapping[str, Sequence[str]]
IN = "__in"
NAMING = ("_labels", "_label")
"""By what a file is asked to name codes."""


def default_selection(dataset: Dataset, rows: int, newest: str | None) -> dict[str, list[str]]:
    """The filters of the bare address: the headline's series if it has several `rows`, else the `newest` period.

    None for a register, whose newest rows stand for themselves.
    """
    if dataset.kind != "statistic":
        return {}
    if dataset.headline and dataset.headline.where and rows > 1:
        return {name: [value] for name, value in dataset.headline.where.items()}
    return {dataset.period: [newest]} if dataset.period and newest is not None else {}


def empty_filters(arguments: Arguments) -> list[str]:
    """Filters that a form sent without a value: they stand for `no filter`."""
    return [name for name, values in arguments.items() if not name.startswith("_") and not any(values)]


def settled(arguments: Arguments) -> dict[str, list[str]]:
    """The same selection as its one address: no empty filters, values picked together in one, `all` only alone; codes
    are named on every page."""
    empty = [*empty_filters(arguments), *NAMING]
    kept = {name: list(values) for name, values in arguments.items() if name not in empty}
    found = dict(_together(name, values) for name, values in kept.items())
    others = {name: values for name, values in found.items() if name != ALL}
    return others or ({ALL: ["1"]} if arguments else {})


def _together(name: str, values: Sequence[str]) -> tuple[str, list[str]]:
    """A form sends a column once for each value picked; the address has them as one list."""
    if name.startswith("_") or "__" in name:
        return name, list(values)
    different = list(dict.fromkeys(value for value in values if value))
    return (f"{name}{IN}", [listed(different)]) if len(different) > 1 else (name, different)


def listed(values: Sequence[str]) -> str:
    """Values as Datasette reads them in `column__in`."""
    plain = not any("," in value or value.startswith("[") for value in values)
    return ",".join(values) if plain else json.dumps(list(values), ensure_ascii=False)


def picked(arguments: Arguments, column: str) -> tuple[str, ...]:
    """The values of a column that an address picks."""
    found = [*arguments.get(column, ())]
    for value in arguments.get(f"{column}{IN}", ()):
        found += [str(one) for one in json.loads(value)] if value.startswith("[") else value.split(",")
    return tuple(found)
