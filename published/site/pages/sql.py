"""The pages of the whole database: its datasets, and SQL with the schema beside it."""

from collections.abc import Mapping
from typing import Any

from published.site.language import Language
from published.site.pages.addresses import address
from published.site.pages.catalogue import Entry
from published.site.pages.cells import Cell, plain
from published.site.parameters import named_parameters
from published.vocabulary import Text

ROWS_ON_A_PAGE = 1_000

_EXAMPLES = (
    (
        "patent_intensive_value_added",
        Text(zh="各区县市增加值，带名称", en="Value added of the divisions, by name"),
        "select year, codes_area.zh as area, value_added, share_of_gdp, obs_status\n"
        "from patent_intensive_value_added\n"
        "join codes_area on codes_area.code = area_code\n"
        "where category_code = '00' and area_code <> '{city}'\n"
        "order by year desc, value_added desc",
    ),
    (
        "technology_contract_turnover",
        Text(
            zh="涉及专利的技术合同：逐月与累计", en="Patent-related technology contracts: month by month and cumulative"
        ),
        "select month, contract_value, cumulative_value\n"
        "from technology_contract_turnover\n"
        "where area_code = '{city}' and contract_type = '_T' and patent_related = 'Y'\n"
        "order by month",
    ),
    (
        "typical_cases",
        Text(zh="按类型数典型案例", en="Typical cases by kind"),
        "select codes_case_kind.zh as kind, count(*) as cases, sum(amount) as amount\n"
        "from typical_cases join codes_case_kind on codes_case_kind.code = kind\n"
        "where record_state = 'current'\n"
        "group by 1 order by 2 desc",
    ),
    (
        "national_patent_intensive_value_added",
        Text(zh="全国：同一年份的各次公布", en="The nation: every announcement of each year"),
        "select year, release_date, value_added, share_of_gdp\n"
        "from national_patent_intensive_value_added\n"
        "where category_code = '00'\n"
        "order by year, release_date",
    ),
)


def query_page(data: Mapping[str, Any], entries: Mapping[str, Entry], language: Language) -> dict[str, object]:
    """A SQL result with the statement that made it."""
    sql = data["query"]["sql"]
    given = {name: data["query"]["params"].get(name, "") for name in named_parameters(sql)}
    lines = [[plain(value) for value in row] for row in data["rows"][:ROWS_ON_A_PAGE]]
    return editor(entries, language) | {
        "sql": sql,
        "given": given,
        "columns": list(zip(data["columns"], _numeric(lines, len(data["columns"])), strict=True)),
        "lines": lines,
        "count": len(data["rows"]),
        "json_href": address("/open.json", {"sql": sql, "_shape": "objects", **given}),
        "csv_href": address("/open.csv", {"sql": sql, **given}),
    }


def editor(entries: Mapping[str, Entry], language: Language) -> dict[str, object]:
    """What stands beside every SQL editor: schema and examples of the datasets that are there."""
    written = [
        (language.pick(title), sql.replace("{city}", entries[name].series.get("area_code", "")))
        for name, title, sql in _EXAMPLES
        if name in entries
    ]
    examples = [(title, sql, address("/open", {"sql": sql})) for title, sql in written]
    datasets = [entry for entry in entries.values() if entry.vintages_of is None]
    schema = [
        (entry, [(column.name, language.pick(column.title)) for column in entry.dataset.columns]) for entry in datasets
    ]
    return {"examples": examples, "schema": schema, "code_tables": _code_tables(entries)}


def _code_tables(entries: Mapping[str, Entry]) -> list[str]:
    return sorted({f"codes_{name}" for entry in entries.values() for name in entry.dataset.code_lists})


def _numeric(lines: list[list[Cell]], width: int) -> list[bool]:
    return [any(line[index].kind == "number" for line in lines) for index in range(width)]
