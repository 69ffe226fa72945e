"""The words around a plot: its title, what it is of, where its figures come from."""

from published.dataset import Column, Dataset
from published.site.plots.choice import Choice
from published.site.plots.figure import Language
from published.vocabulary import Text, vocabulary


def pick(text: Text, language: Language) -> str:
    """A wording in a language."""
    return text.zh if language == "zh" else text.en


def label(dataset: Dataset, column: Column, code: str, language: Language) -> str:
    """A code in words; itself where its column has no list."""
    listed = dataset.code_lists.get(column.code_list or "", ())
    return next((pick(one.title, language) for one in listed if one.code == code), code)


def title(dataset: Dataset, measure: Column, language: Language) -> str:
    """The dataset's title; the measure's beside it where it is not the one that stands for the dataset."""
    head = dataset.headline.measure if dataset.headline else ""
    name = pick(dataset.title, language)
    if measure.name == head:
        return name
    between = "：" if language == "zh" else ": "
    return f"{name}{between}{pick(measure.title, language)}"


def about(dataset: Dataset, choice: Choice, language: Language, period: str) -> str:
    """What the selection fixes, in words, and the period where the plot is of one."""
    named = {column.name: column for column in dataset.columns}
    fixed = [name for name in choice.where if name in named and name != dataset.period and name != choice.varies]
    words = [label(dataset, named[name], choice.where[name], language) for name in fixed]
    return " · ".join(part for part in (period, *words) if part)


def source(dataset: Dataset, language: Language, version: str) -> str:
    """The department, the site and the release."""
    owner = pick(vocabulary().departments[dataset.owner], language)
    site = f"甬专数据 {version} 版" if language == "zh" else f"Yongzhuan, release {version}"
    return f"{owner} · {site} · {dataset.licence}"
