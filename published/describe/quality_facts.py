"""The small tables of a quality report: each is drawn from what a release already holds, none is typed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import yaml

from published.dataset import Dataset
from published.revision import Revision
from published.verdict import Protection, RowAccount, Verdict
from published.vocabulary import Frozen, Text, vocabulary

Cell = Text | int | Decimal | str
_WORDS = Path(__file__).with_name("quality.yml")
_TENTH = Decimal("0.1")
_BREAKS = "break_kind"


class Heading(Frozen):
    """A column of a small table."""

    name: str
    title: Text


class Facts(Frozen):
    """A small table of facts; an empty text is what is not known."""

    name: str
    title: Text
    columns: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Words(Frozen):
    """quality.yml: the chapters of SIMS, and the words of the report."""

    chapters: dict[str, Text]
    tables: dict[str, Text]
    columns: dict[str, Text]
    words: dict[str, Text]


@cache
def words() -> Words:
    """The words of the report, read once."""
    return Words.model_validate(yaml.safe_load(_WORDS.read_text(encoding="utf-8")))


def say(name: str, /, **values: Text | str | int) -> Text:
    """A word or sentence of quality.yml, with values in each language."""
    told = words().words[name]
    return Text(
        **{
            language: getattr(told, language).format_map(
                {key: getattr(value, language, value) for key, value in values.items()}
            )
            for language in ("zh", "en")
        }
    )


def facts(name: str, columns: str, rows: Iterable[tuple[Cell, ...]], title: Text | None = None) -> Iterator[Facts]:
    """The table of quality.yml with these rows; nothing where there are none."""
    if found := tuple(rows):
        heads = tuple(Heading(name=one, title=words().columns[one]) for one in columns.split())
        yield Facts(name=name, title=title or words().tables[name], columns=heads, rows=found)


def columns(dataset: Dataset) -> Iterator[Facts]:
    """What the columns mean."""
    told = [(one.name, one.title, say(one.role), one.definition) for one in dataset.columns]
    yield from facts("columns", "column title role definition", told)


def code_lists(dataset: Dataset) -> Iterator[Facts]:
    """The code lists that the columns use."""
    used = [
        (one.title, one.code_list, len(dataset.code_lists[one.code_list])) for one in dataset.columns if one.code_list
    ]
    yield from facts("code_lists", "column code_list count", used)


def units(dataset: Dataset) -> Iterator[Facts]:
    """The unit and the decimal places of every measure."""
    known = vocabulary().units
    measures = [one for one in dataset.columns if one.role == "measure"]
    told = ((one.name, one.title, known[one.unit] if one.unit else "", one.decimals or 0) for one in measures)
    yield from facts("units", "column title unit decimals", ((a, b, _plain(c), d) for a, b, c, d in told))


def periods(dataset: Dataset, table: pa.Table) -> tuple[str, ...]:
    """The periods of the table, oldest first; none where it is a list."""
    return tuple(sorted({str(value) for value in table[dataset.period].to_pylist()})) if dataset.period else ()


def covered(known: Sequence[str]) -> Iterator[Facts]:
    """From when to when, and how many periods."""
    if known:
        told = (("oldest_period", known[0]), ("newest_period", known[-1]), ("number_of_periods", len(known)))
        yield from facts("periods", "fact value", ((say(name), value) for name, value in told))


def statuses(dataset: Dataset, table: pa.Table, *, breaks: bool = False) -> Iterator[Facts]:
    """How many rows have each code of each attribute that has any; breaks of the series apart."""
    for one in dataset.columns:
        if one.role == "attribute" and one.code_list and (one.code_list == _BREAKS) == breaks:
            counted = Counter(table[one.name].to_pylist())
            titles = {code.code: code.title for code in dataset.code_lists[one.code_list]}
            order = sorted(counted, key=lambda code: (code is None, str(code)))
            rows = [(code or "", _meaning(titles, code), counted[code], _share(counted[code], table)) for code in order]
            yield from facts(f"rows_by_{one.name}", "code meaning rows share", rows if any(counted) else (), one.title)


def empty(dataset: Dataset, table: pa.Table) -> Iterator[Facts]:
    """How many figures of each measure are empty, and how many of them stand in rows with something withheld."""
    secret = _withheld_rows(dataset, table)
    rows = []
    for one in (column for column in dataset.columns if column.role == "measure"):
        missing = [value is None for value in table[one.name].to_pylist()]
        gone, hidden = sum(missing), sum(both == (True, True) for both in zip(missing, secret, strict=True))
        rows.append((one.title, table.num_rows, gone, hidden, _share(gone, table)))
    yield from facts("empty", "column rows empty of_withheld share", rows)


def checks(verdict: Verdict) -> Iterator[Facts]:
    """How many checks were asked and passed, and which did not."""
    asked = Counter(check.severity for check in verdict.checks)
    failed = Counter(check.severity for check in verdict.failed)
    counted = [(say(one), asked[one], asked[one] - failed[one]) for one in sorted(asked)]
    yield from facts("checks", "severity asked passed", counted)
    yield from facts("not_passed", "severity meaning", ((say(one.severity), one.title) for one in verdict.failed))


def withheld(protection: Protection | None) -> Iterator[Facts]:
    """What disclosure control did."""
    if protection and not protection.rounded:
        told = (
            ("all_rows", protection.rows),
            ("withheld_rows", protection.withheld_rows),
            ("at_risk", protection.at_risk),
            ("complementary", protection.complementary),
        )
        yield from facts("withheld", "fact count", ((say(name), value) for name, value in told))


def deliveries(rows: Sequence[RowAccount]) -> Iterator[Facts]:
    """What became of the rows of every feed."""
    counts = ("delivered", "accepted", "corrected", "quarantined")
    told = []
    for feed, accounts in groupby(sorted(rows, key=lambda row: row.feed), key=lambda row: row.feed):
        files = list(accounts)
        told.append((feed, len(files), *(sum(getattr(file, name) for file in files) for name in counts)))
    yield from facts("deliveries", f"feed files {' '.join(counts)}", told)


def planned(dataset: Dataset) -> Iterator[Facts]:
    """The revisions that were announced ahead."""
    named = vocabulary().revision_reasons
    told = ((_plain(named[one.reason]), one.periods, one.note) for one in dataset.revisions.planned)
    yield from facts("planned", "reason periods note", told)


def revised(dataset: Dataset, revision: Revision) -> Iterator[Facts]:
    """Why this version differs from the one before, and how far each measure moved."""
    named = vocabulary().revision_reasons
    why = ((_plain(named[one.reason]), _span(one.periods), one.changes, one.note or "") for one in revision.reasons)
    yield from facts("reasons", "reason periods changes note", why if revision.against else ())
    measured = {one.name: one for one in dataset.columns}
    moved = [
        (
            measured[one.measure].title,
            one.cells,
            one.mean_absolute_revision,
            "" if one.relative is None else one.relative,
        )
        for one in revision.measures
    ]
    yield from facts("moved", "column cells mean relative", moved)


def _withheld_rows(dataset: Dataset, table: pa.Table) -> list[bool]:
    """Whether a row has a status of confidentiality that is C."""
    marks = [table[one.name].to_pylist() for one in dataset.columns if one.name.endswith("conf_status")]
    return ["C" in row for row in zip(*marks, strict=True)] if marks else [False] * table.num_rows


def _span(known: Sequence[str]) -> str:
    return " – ".join(dict.fromkeys((known[0], known[-1]))) if known else ""


def _meaning(titles: dict[str, Text], code: str | None) -> Cell:
    known: dict[str, Cell] = {**titles}
    return say("unplaced") if code is None else known.get(code, code)


def _share(count: int, table: pa.Table) -> Cell:
    if not table.num_rows:
        return ""
    return (Decimal(count) * 100 / table.num_rows).quantize(_TENTH, rounding=ROUND_HALF_UP)


def _plain(told: Text | str) -> Cell:
    return told if isinstance(told, str) else Text(zh=told.zh, en=told.en)
