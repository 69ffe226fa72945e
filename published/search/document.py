"""One thing that can be found."""

from dataclasses import dataclass
from typing import Literal, get_args

from published.vocabulary import Text

Kind = Literal["dataset", "column", "code", "case", "method", "row"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_BETWEEN = "\n"


@dataclass(frozen=True)
class Document:
    """One thing that can be found, with its texts; a line of a text is a text of its own.

    `heading`: the name of a register's row. `key`: what picks a row. `current`: whether it counts today.
    """

    kind: Kind
    datasets: tuple[str, ...]
    title: Text
    name: str = ""
    code: str = ""
    definition: str = ""
    heading: str = ""
    body: str = ""
    key: tuple[object, ...] = ()
    current: bool = True

    @property
    def about(self) -> str:
        """The titles that are searched: a row's is its heading."""
        return "" if self.kind == "row" else lines(self.title.zh, self.title.en)


def lines(*texts: str) -> str:
    """Texts that are searched together and do not run into each other."""
    return _BETWEEN.join(text for text in texts if text)


def split(text: str) -> list[str]:
    """The texts again."""
    return text.split(_BETWEEN) if text else []
