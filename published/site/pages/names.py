"""Which columns of a register name its entries, organisations and patents."""

import re

from published.dataset import Dataset

_TITLE = re.compile(r"(.*_)?(title|name)")
_ORGANISATION = re.compile(r".*_name")
_PATENTS = re.compile(r"(.*_)?patent_numbers?")
_SEPARATORS = re.compile(r"[;；,，、\s]+")
_NUMBER = re.compile(r"(?:ZL|CN)?(?P<core>\d{12}|\d{8})(?:[0-9X])?")


def name_column(dataset: Dataset) -> str:
    """The column that says what an entry is called; else the first of the key."""
    texts = (column.name for column in dataset.columns if column.type == "varchar")
    return next((name for name in texts if _TITLE.fullmatch(name)), dataset.key[0])


def organisation_columns(dataset: Dataset) -> list[str]:
    """The columns with names of organisations."""
    return [column.name for column in dataset.columns if _ORGANISATION.fullmatch(column.name)]


def patent_columns(dataset: Dataset) -> list[str]:
    """The columns with numbers of patents, one or several."""
    return [column.name for column in dataset.columns if _PATENTS.fullmatch(column.name)]


def patent_numbers(text: str) -> list[str]:
    """The numbers in a cell, as they stand there, each once."""
    return list(dict.fromkeys(one for one in _SEPARATORS.split(text) if one))


def core(number: str) -> str:
    """A patent's number without prefix, points and check digit, so that all ways to write it are alike."""
    bare = re.sub(r"[\s.]", "", number.upper())
    found = _NUMBER.fullmatch(bare)
    return found["core"] if found else bare
