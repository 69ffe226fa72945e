"""The project's plain Jinja macros outside dbt: rendered over a column `cell` and run in DuckDB."""

from collections.abc import Callable, Sequence
from functools import cache

import duckdb
import pyarrow as pa
from jinja2 import Environment

from published.home import PROJECT

FOLDER = PROJECT / "dbt_project" / "macros"


def macro(file: str, name: str) -> Callable[..., str]:
    """A macro of dbt_project/macros/<file>.sql as a function from SQL expressions to SQL."""
    environment = Environment(extensions=["jinja2.ext.do"])
    environment.globals["ref"] = lambda model: model
    source = (FOLDER / f"{file}.sql").read_text(encoding="utf-8")
    found: Callable[..., str] = getattr(environment.from_string(source).module, name)
    return found


def over(expression: str, cells: Sequence[str | None]) -> list[object]:
    """What the SQL expression over `cell` makes of each cell."""
    connection = database()
    connection.register("delivered", pa.table({"cell": pa.array(cells, pa.string())}))
    connection.execute("create or replace table cells as select row_number() over () as place, cell from delivered")
    rows = connection.execute(f"select {expression} from cells order by place").fetchall()
    return [value for (value,) in rows]


@cache
def database() -> duckdb.DuckDBPyConnection:
    """One database in memory for all tests, with the only table that the macros look into."""
    connection = duckdb.connect(config={"threads": 1})
    seed = PROJECT / "dbt_project" / "seeds" / "concordances" / "area_superseded.csv"
    connection.execute(f"create table area_superseded as from read_csv('{seed}', all_varchar = true)")
    return connection
