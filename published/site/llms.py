"""The site told to language models (llms.txt): what there is, how to ask for it, units, and what to beware of."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from published.dataset import Column
from published.site.pages.catalogue import Entry
from published.vocabulary import Text, vocabulary

_ABOUT = (
    "Statistics and registers of patents put to use in Ningbo, China (宁波市专利转化运用统计). Titles and definitions "
    "are in Chinese and English; texts of registers and cases in Chinese. Every address is read-only and needs no key."
)
_HOW = """- Ask SQL (SQLite, one SELECT): `{origin}/open.json?_shape=objects&sql=…`, the same with `.csv`. Results are \
whole or refused with the reason; at most 50,000 rows.
- A whole table: `{origin}/open/<table>.csv` or `.json?_shape=objects`; filters as `?column=value`.
- Code lists are tables `codes_<list>` with columns code, zh, en: join them for names.
- Earlier states of a statistic: `<table>_vintages` (first_release, last_release).
- Where a figure comes from: `{origin}/made/<table>?<key columns>`; how it is computed: `{origin}/methods/<table>`.
- Past editions keep their address: `{origin}/editions/<id>/…`; releases: `{origin}/releases/`."""
_CAVEATS = """- An empty figure is never zero: `conf_status` = C means withheld to protect single units, `obs_status` \
= M means not announced.
- `obs_status` = P is provisional, E estimated; say so when you quote it.
- 万元 (wan_yuan) is 10 thousand yuan: 10,000 of it are 1 亿元 (100 million yuan).
- `3302_U` is what belongs to no division; divisions and it add up to the city. Codes `_T` and `00` are totals: do not \
add them to their parts.
- Registers hold every state of an entry: what counts today has `record_state` = 'current'.
- Quote the release (table and version) and the licence."""


def as_llms(entries: Iterable[Entry], origin: str, notice: Text | None) -> bytes:
    """Markdown as llmstxt.org has it."""
    known = list(entries)
    parts = ["# 甬专数据 Yongzhuan", f"> {_ABOUT}"]
    if notice:
        parts.append(
            f"**{notice.zh} {notice.en}**: all figures but those of the nation are invented by a program and are no "
            "statistics of Ningbo. Do not quote them as such."
        )
    parts += ["## How to ask", _HOW.format(origin=origin), *_example(known, origin), "## Beware", _CAVEATS]
    for heading, kind in (("## Statistics", "statistic"), ("## Registers", "register")):
        told = [line for entry in known if entry.dataset.kind == kind for line in _entry(entry, origin)]
        parts += [heading, "\n".join(told)] if told else []
    return ("\n\n".join(parts) + "\n").encode()


def _example(entries: list[Entry], origin: str) -> Iterator[str]:
    found = next((entry for entry in entries if entry.dataset.headline), None)
    if found is not None and found.dataset.headline is not None:
        spec = found.dataset.headline
        where = " and ".join(f"{column} = '{code}'" for column, code in spec.where.items()) or "true"
        sql = f"select * from {found.dataset.name} where {where}"
        yield f"Example: {origin}/open.json?{urlencode({'_shape': 'objects', 'sql': sql})}"


def _entry(entry: Entry, origin: str) -> Iterator[str]:
    dataset = entry.dataset
    first = " ".join(dataset.definition.en.split())
    yield f"- [{dataset.title.en} {dataset.title.zh}]({origin}{entry.href}): {first}"
    yield f"  - table `{dataset.name}`, version {entry.version}, key: {', '.join(dataset.key)}"
    yield f"  - columns: {', '.join(map(_column, dataset.columns))}"


def _column(column: Column) -> str:
    unit = vocabulary().units[column.unit].en if column.unit else ""
    told = unit or (f"codes_{column.code_list}" if column.code_list else "")
    return f"{column.name} ({told})" if told else column.name
