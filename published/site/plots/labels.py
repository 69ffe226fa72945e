"""The words around a plot: its title, what it is of, where its figures come from."""

from collections.abc import Iterator

from published.dataset import Column, Dataset
from published.site.pages.selection import picked
from published.site.plots.choice import Choice
from published.site.plots.figure import Language
from published.site.plots.units import OWN
from published.vocabulary import Text, vocabulary

_INDICATOR = "indicator"
_SIGNS = {"": "=", "exact": "=", "in": "=", "not": "≠", "gt": ">", "gte": "≥", "lt": "<", "lte": "≤"}
_FEW, _LONG = 4, 24


def pick(text: Text, language: Language) -> str:
    """A wording in a language."""
    return text.zh if language == "zh" else text.en


def label(dataset: Dataset, column: Column, code: str, language: Language) -> str:
    """A code in words; itself where its column has no list."""
    listed = dataset.code_lists.get(column.code_list or "", ())
    return next((pick(one.title, language) for one in listed if one.code == code), code)


def title(dataset: Dataset, choice: Choice, language: Language) -> str:
    """The dataset's title, the measure's beside it where it is not the one that stands for the dataset; of figures
    that are an indicator's own, the indicator's.
    """
    measure, head = choice.measure, dataset.headline.measure if dataset.headline else ""
    if named := _named(choice):
        return label(dataset, dataset.column(named), choice.where[named], language)
    name = pick(dataset.title, language)
    if measure.name == head:
        return name
    between = "：" if language == "zh" else ": "
    return f"{name}{between}{pick(measure.title, language)}"


def about(dataset: Dataset, choice: Choice, language: Language, period: str) -> str:
    """What the selection fixes and what else narrows it, in words, and the period where the plot is of one."""
    named = {column.name: column for column in dataset.columns}
    fixed = [
        name for name in choice.where if name in named and name not in (dataset.period, choice.varies, _named(choice))
    ]
    words = [label(dataset, named[name], choice.where[name], language) for name in fixed]
    return " · ".join(part for part in (period, *words, *_narrowed(dataset, choice, language)) if part)


def _narrowed(dataset: Dataset, choice: Choice, language: Language) -> Iterator[str]:
    """The conditions on columns that are not fixed to one value: whoever is ranked is ranked among those alone."""
    for name, values in choice.filters.items():
        base, _, operator = name.partition("__")
        is_told_by_lines = choice.kind == "lines" and base == choice.varies and operator == "in"
        if base == dataset.period or base in choice.where or is_told_by_lines:
            continue
        column = dataset.column(base)
        chosen = picked({name: values}, base) if operator == "in" else values
        said = [_printable(label(dataset, column, value, language)) for value in chosen[:_FEW]]
        more = ["…"] if len(chosen) > _FEW else []
        between = "、" if language == "zh" else ", "
        yield f"{pick(column.title, language)} {_SIGNS.get(operator, operator)} {between.join([*said, *more])}"


def _printable(text: str) -> str:
    """What a reader wrote in an address, as it may stand in a drawing."""
    return "".join(one for one in text if one.isprintable())[:_LONG]


def _named(choice: Choice) -> str | None:
    """The dimension whose chosen value says what is measured, where the unit depends on it too."""
    return _INDICATOR if choice.measure.unit == OWN and _INDICATOR in choice.where else None


def source(dataset: Dataset, language: Language, version: str) -> str:
    """The department, the site and the release."""
    owner = pick(vocabulary().departments[dataset.owner], language)
    site = f"甬专数据 {version} 版" if language == "zh" else f"Yongzhuan, release {version}"
    return f"{owner} · {site} · {dataset.licence}"
