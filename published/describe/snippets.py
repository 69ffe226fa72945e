"""The same rows fetched from a terminal, from Python and from R: program text in which any value is quoted safely.

Python and R read JSON, not CSV: a code such as `00` stays the text that it is.
"""

import re
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from published.vocabulary import Text


@dataclass(frozen=True)
class Wanted:
    """Rows at an address (without `.json` or `.csv`), what is asked of them, and what is to be known of them."""

    address: str
    parameters: Sequence[tuple[str, str]]
    notice: Text | None = None

    @property
    def as_json(self) -> list[tuple[str, str]]:
        """The parameters of a JSON array of objects."""
        return [*self.parameters, ("_shape", "array")]


@dataclass(frozen=True)
class Snippet:
    """A program: `name` in addresses and tests, `title` for readers, its text."""

    name: str
    title: str
    text: str


def snippets(wanted: Wanted) -> tuple[Snippet, ...]:
    """The rows by curl, Python (pandas, polars, DuckDB) and R; each program is whole and prints them."""
    return tuple(Snippet(name, title, _noticed(wanted) + write(wanted)) for name, title, write in _PROGRAMS)


def shell_text(text: str) -> str:
    """A value as one word of a POSIX shell, in the quotes that leave it readable."""
    if "'" in text and not _SPECIAL_IN_SHELL.search(text):
        return f'"{text}"'
    return shlex.quote(text).replace("'\"'\"'", r"'\''")


def python_text(text: str) -> str:
    """A value as a Python literal; over several lines where it has several, so that SQL can be read and edited."""
    if "\n" not in text:
        return f'"{text.translate(_ESCAPES)}"'
    return f'"""{_RUNS_OF_QUOTES.sub(_quotes_escaped, text.translate(_ESCAPES_IN_LINES))}"""'


def r_text(text: str) -> str:
    """A value as an R literal: raw where it has several lines and nothing that only an escape can say."""
    if "\n" not in text or _ONLY_ESCAPED.search(text):
        return f'"{text.translate(_ESCAPES)}"'
    dashes = "-" * next(count for count in range(len(text) + 1) if f'){"-" * count}"' not in text)
    return f'r"{dashes}({text}){dashes}"'


_SPECIAL_IN_SHELL = re.compile(r'["$`\\!]')
_CONTROLS = [*range(32), 127, *range(128, 160), 0x2028, 0x2029, 0xFEFF]
_ONLY_ESCAPED = re.compile("[" + "".join(f"\\u{code:04x}" for code in _CONTROLS if code != 10) + "]")
_RUNS_OF_QUOTES = re.compile(r'"{3,}|"+\Z')
_SHORT = {9: r"\t", 10: r"\n", 13: r"\r", 34: r"\"", 92: r"\\"}
_ESCAPES = {code: f"\\u{code:04x}" for code in _CONTROLS} | _SHORT
_ESCAPES_IN_LINES = {code: to for code, to in _ESCAPES.items() if code not in (10, 34)}


def _quotes_escaped(found: re.Match[str]) -> str:
    return found[0].replace('"', r"\"")


def _noticed(wanted: Wanted) -> str:
    if wanted.notice is None:
        return ""
    return "".join(f"# {' '.join(line.split())}\n" for line in (wanted.notice.zh, wanted.notice.en))


def _curl(wanted: Wanted) -> str:
    given = "".join(f" \\\n  --data-urlencode {shell_text(f'{name}={value}')}" for name, value in wanted.parameters)
    return f"curl --fail-with-body --get {shell_text(f'{wanted.address}.csv')}{given}\n"


def _pandas(wanted: Wanted) -> str:
    return _python(wanted, "import json", "import pandas as pd", "data = pd.DataFrame(json.load(answer))")


def _polars(wanted: Wanted) -> str:
    read = "data = pl.DataFrame(json.load(answer), infer_schema_length=None)"
    return _python(wanted, "import json", "import polars as pl", read)


def _python(wanted: Wanted, first: str, library: str, read: str) -> str:
    return (
        f"{first}\nfrom urllib.parse import urlencode\nfrom urllib.request import urlopen\n\n{library}\n\n"
        f"{_python_request(wanted)}"
        f'with urlopen(f"{{address}}?{{urlencode(parameters)}}") as answer:\n    {read}\nprint(data)\n'
    )


def _duckdb(wanted: Wanted) -> str:
    return (
        "from urllib.parse import urlencode\nfrom urllib.request import urlretrieve\n\nimport duckdb\n\n"
        f"{_python_request(wanted)}"
        'file, _ = urlretrieve(f"{address}?{urlencode(parameters)}")\n'
        'data = duckdb.read_json(file, format="array")\nprint(data)\n'
    )


def _python_request(wanted: Wanted) -> str:
    given = "".join(f"    ({python_text(name)}, {python_text(value)}),\n" for name, value in wanted.as_json)
    return f"address = {python_text(f'{wanted.address}.json')}\nparameters = [\n{given}]\n"


def _r(wanted: Wanted) -> str:
    names = ", ".join(r_text(name) for name, _ in wanted.as_json)
    values = ",\n".join(f"  {r_text(value)}" for _, value in wanted.as_json)
    return (
        "library(jsonlite)\n\n"
        f"address <- {r_text(f'{wanted.address}.json')}\nkeys <- c({names})\nvalues <- c(\n{values}\n)\n"
        "encoded <- function(x) URLencode(enc2utf8(x), reserved = TRUE, repeated = TRUE)\n"
        'query <- paste(sapply(keys, encoded), sapply(values, encoded), sep = "=", collapse = "&")\n'
        'answer <- readLines(paste0(address, "?", query), warn = FALSE, encoding = "UTF-8")\n'
        "data <- fromJSON(answer)\nprint(data)\n"
    )


_PROGRAMS: tuple[tuple[str, str, Callable[[Wanted], str]], ...] = (
    ("curl", "curl", _curl),
    ("pandas", "Python · pandas", _pandas),
    ("polars", "Python · polars", _polars),
    ("duckdb", "Python · DuckDB", _duckdb),
    ("r", "R", _r),
)
