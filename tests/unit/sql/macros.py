"""The project's plain Jinja macros outside dbt: rendered over a column `cell` and run in DuckDB."""

from collections.abc import Callable, Iterable, Sequence

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


def over(expression: str, cells: Sequence[str | None], prepare: Iterable[str] = ()) -> list[object]:
    """What the SQL expression over `cell` makes of each cell."""
    with duckdb.connect() as connection:
        for statement in prepare:
            connection.execute(statement)
        connection.register("delivered", pa.table({"cell": pa.array(cells, pa.string())}))
        connection.execute("create table cells as select row_number() over () as place, cell from delivered")
        rows = connection.execute(f"select {expression} from cells order by place").fetchall()
        return [value for (value,) in rows]
