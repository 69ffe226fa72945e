"""Which plot fits a selection of a dataset's rows, and which rows it is made of; or why none does.

A selection that leaves the period open is a series, with a few values of a dimension a line for each; one that names
a period, or many values of a dimension, compares what it leaves open. A dimension that is not compared has one value:
rows of several are never drawn as one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from published.dataset import Column, Dataset
from published.site.pages.selection import picked
from published.site.parameters import Table, check_table
from published.site.plots.figure import KINDS, Kind
from published.site.plots.refused import no_plot, unknown_choice
from published.site.refusals import Refused

Arguments = Mapping[str, Sequence[str]]

PLOT, MEASURE, NARROW = "_plot", "_measure", "_narrow"
FEW = range(2, 6)
"""As many values of a dimension are drawn as lines beside one another."""
_OWN = (PLOT, MEASURE, NARROW)
_TOTALS = ("_T", "00")
_GOALS = {"target": "cumulative_value", "indicator_target": "indicator_value"}
"""Column of a target ► what it is the target of."""


@dataclass(frozen=True)
class Choice:
    """A kind of plot and its rows: `filters` as /open takes them, `where` what they fix, `varies` what is compared."""

    kind: Kind
    measure: Column
    filters: dict[str, tuple[str, ...]]
    where: dict[str, str]
    varies: str | None = None
    total: str | None = None
    goal: str | None = None

    def compares_areas(self, dataset: Dataset) -> bool:
        """Whether areas stand side by side."""
        return self.varies is not None and _is_area(dataset, self.varies)


def choose(dataset: Dataset, arguments: Arguments) -> Choice:
    """The plot for a selection (column filters as /open/<dataset> takes them, `_plot`, `_measure`); raises Refused."""
    wanted, measure = _wanted(arguments), _measure(dataset, arguments)
    filters = {name: tuple(one for one in values if one) for name, values in arguments.items() if name[:1] != "_"}
    filters = {name: values for name, values in filters.items() if values}
    _check(dataset, arguments, filters)
    period, fixed = dataset.period, _fixed(filters)
    if dataset.kind != "statistic" or period is None:
        raise no_plot("登记册和没有时期的表没有图。", "Registers and tables without periods have no plot.")
    dimensions = [name for name in dataset.key if name not in (period, dataset.revisions.announced)]
    several = [name for name in dimensions if name not in fixed and _is_narrowed(name, filters)]
    free = [*several, *(name for name in dimensions if name not in fixed and name not in several)]
    few = [name for name in several if len(set(picked(filters, name))) in FEW]
    kind = wanted or _fitting(dataset, measure, free, several, few, period in fixed)
    if kind == "lines" and (period in fixed or not few):
        raise no_plot(
            f"请选定 {FEW[0]}–{FEW[-1]} 个地区或类别（如 area_code__in=330203,330205），不选定时期。",
            f"Choose {FEW[0]} to {FEW[-1]} areas or categories (area_code__in=330203,330205) and no period.",
        )
    goal = next((target for target, of in _GOALS.items() if _has(dataset, target, of)), None)
    if kind == "gauge":
        if goal is None:
            raise no_plot("这个数据集没有目标。", "This dataset has no target.")
        measure = dataset.column(_GOALS[goal])
    if kind == "cumulative" and not _adds_up(dataset, measure):
        raise no_plot("这个指标不是逐月累计的。", "This measure does not add up over the months of a year.")
    varies = few[0] if kind == "lines" else _varies(dataset, kind, free, several, dimensions)
    _check_one(dataset, [name for name in several if name != varies])
    where = {name: _default(dataset, name) for name in free if name != varies}
    total = _total(dataset, varies) if kind == "stacked" and varies else None
    targets = goal if goal and measure.name == _GOALS[goal] else None
    given = {name: (value,) for name, value in where.items()}
    return Choice(kind, measure, filters | given, {**fixed, **where}, varies, total, targets)


def _fixed(filters: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Column ► the one value that the selection leaves it, however that is written."""
    found = {}
    for name, values in filters.items():
        column, _, operator = name.partition("__")
        chosen = picked({name: values}, column) if operator == "in" else values
        if operator in ("", "exact", "in") and len(chosen) == 1:
            found[column] = chosen[0]
    return found


def _is_narrowed(name: str, filters: Arguments) -> bool:
    return any(given.partition("__")[0] == name for given in filters)


def _check_one(dataset: Dataset, several: Sequence[str]) -> None:
    """Raises Refused where rows of several values of a dimension would be drawn as one."""
    for name in several:
        title = dataset.column(name).title
        raise no_plot(
            f"选出的行可以有多个{title.zh}，这种图只能画一个，请只选定一个（{name}=…）。",
            f"The selection may have several values of {title.en}, and this plot shows one; choose one ({name}=…).",
        )


def fitting(dataset: Dataset, arguments: Arguments) -> tuple[Kind, ...]:
    """All kinds of plot that can be made of this selection, the chosen one among them."""
    found = []
    for kind in KINDS:
        try:
            choose(dataset, {**arguments, PLOT: [kind]})
        except Refused:
            continue
        found.append(kind)
    return tuple(found)


def _wanted(arguments: Arguments) -> Kind | None:
    value = next((one for one in arguments.get(PLOT, ())[-1:] if one), None)
    if value is not None and value not in KINDS:
        raise unknown_choice(PLOT, value, list(KINDS))
    return cast("Kind | None", value)


def _measure(dataset: Dataset, arguments: Arguments) -> Column:
    measures = [column.name for column in dataset.columns if column.role == "measure"]
    value = next((one for one in arguments.get(MEASURE, ())[-1:] if one), None)
    if value is not None and value not in measures:
        raise unknown_choice(MEASURE, value, measures)
    if not measures:
        raise no_plot("这个数据集没有可画的数值。", "This dataset has no figures to plot.")
    head = dataset.headline.measure if dataset.headline else measures[0]
    return dataset.column(value or head)


def _check(dataset: Dataset, arguments: Arguments, filters: Arguments) -> None:
    """Filters as on /open; of the parameters that begin with `_` only those of a plot."""
    strange = [name for name in arguments if name[:1] == "_" and name not in _OWN]
    if strange:
        raise unknown_choice(strange[0], arguments[strange[0]][-1], _OWN)
    check_table(filters, Table(dataset.name, tuple(column.name for column in dataset.columns)))


def _fitting(
    dataset: Dataset,
    measure: Column,
    free: Sequence[str],
    several: Sequence[str],
    few: Sequence[str],
    at_one_period: bool,
) -> Kind:
    if several:
        return "lines" if few and not at_one_period and not _adds_up(dataset, measure) else "ranking"
    if not at_one_period:
        return "cumulative" if _adds_up(dataset, measure) else "series"
    if any(_is_area(dataset, name) for name in free):
        return "tiles"
    return "ranking" if free else "series"


def _adds_up(dataset: Dataset, measure: Column) -> bool:
    return dataset.period == "month" and measure.name.startswith(("cumulative_", "target", "attainment"))


def _has(dataset: Dataset, *names: str) -> bool:
    return set(names) <= {column.name for column in dataset.columns}


def _is_area(dataset: Dataset, name: str) -> bool:
    return dataset.column(name).code_list == "area"


def _varies(
    dataset: Dataset, kind: Kind, free: Sequence[str], several: Sequence[str], dimensions: Sequence[str]
) -> str | None:
    """The dimension whose values are compared; raises Refused where the selection leaves none open."""
    if kind in ("series", "cumulative", "gauge"):
        return None
    if kind == "tiles":
        found = [name for name in free if _is_area(dataset, name)]
    elif kind == "stacked":
        whole = [name for name in free if name not in several]
        found = [name for name in whole if not _is_area(dataset, name) and _total(dataset, name)]
    else:
        found = sorted(free, key=lambda name: (name not in several, not _is_area(dataset, name)))
    if not found:
        open_to = "、".join(dataset.column(name).title.zh for name in dimensions)
        raise no_plot(
            f"这种图要比较的维度（{open_to}）都已选定，请留一个不选。",
            f"This plot compares a dimension, and all ({', '.join(dimensions)}) are fixed; leave one open.",
        )
    return found[0]


def _default(dataset: Dataset, name: str) -> str:
    """The value that stands for all: the headline's, else the total of the code list; raises Refused without one."""
    head = dataset.headline.where if dataset.headline else {}
    found = head.get(name) or _total(dataset, name)
    if found is None:
        title = dataset.column(name).title
        raise no_plot(
            f"请先选定{title.zh}：在网址中加 {name}=…。",
            f"Choose a value of {title.en} first: add {name}=… to the address.",
        )
    return found


def _total(dataset: Dataset, name: str) -> str | None:
    listed = {code.code for code in dataset.code_lists.get(dataset.column(name).code_list or "", ())}
    return next((code for code in _TOTALS if code in listed), None)
