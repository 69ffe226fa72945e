"""The project's plain Jinja macros outside dbt: rendered over a column `cell` and run in DuckDB."""

import re
from collections.abc import Callable, Sequence
from functools import cache, partial

import duckdb
import pyarrow as pa
from jinja2 import Environment

from published.home import PROJECT

_RETURNED = re.compile(r"{% macro (\w+)\(\) -%}\s*{{ return\((.*?)\) }}\s*{%- endmacro %}", re.DOTALL)
FOLDER = PROJECT / "dbt_project" / "macros"


@cache
def macro(name: str) -> Callable[..., str]:
    """A macro of the project as a function from SQL expressions to SQL."""
    found: Callable[..., str] = _macros()[name]
    return found


@cache
def model(name: str) -> str:
    """The SQL of a model; a base model reads the table `delivered`."""
    (path,) = (PROJECT / "dbt_project" / "models").rglob(f"{name}.sql")
    return environment().from_string(path.read_text(encoding="utf-8")).render(_macros())


@cache
def _macros() -> dict[str, Callable[..., str]]:
    """Every macro by its name, compiled once."""
    return vars(environment().from_string(macros()).module)


@cache
def environment() -> Environment:
    """Jinja with what dbt would provide."""
    found = Environment(extensions=["jinja2.ext.do"])
    found.globals |= {
        "ref": lambda name: name,
        "source": lambda department, feed: "deliveries" if department == "raw_zone" else "delivered",
        "env_var": lambda name, default="": default,
        "var": lambda name: {"city_code": "3302", "approach_tolerance_percent": 2}[name],
    }
    for name, value in _RETURNED.findall(_sources()):
        found.globals[name] = partial(found.compile_expression(value))
    return found


def macros() -> str:
    """All macro files in one, but for macros that return a value, which Jinja alone does not know."""
    return _RETURNED.sub("", _sources())


def _sources() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.sql")))


def over(expression: str, cells: Sequence[str | None]) -> list[object]:
    """What the SQL expression over `cell` makes of each cell."""
    connection = database()
    connection.register("delivered", pa.table({"cell": pa.array(cells, pa.string())}))
    connection.execute("create or replace table cells as select row_number() over () as place, cell from delivered")
    rows = connection.execute(f"select {expression} from cells order by place").fetchall()
    return [value for (value,) in rows]


@cache
def database() -> duckdb.DuckDBPyConnection:
    """One database in memory for all tests, with the tables that macros and base models look into."""
    connection = duckdb.connect(config={"threads": 1})
    for path in (PROJECT / "dbt_project" / "seeds").rglob("*.csv"):
        connection.execute(f"create table {path.stem} as from read_csv('{path}', all_varchar = true)")
    # a table of the classification that base models look into
    editions = model("stg_codelists__industry_editions").replace("level = 4", "level = '4'")
    connection.execute(f"create table stg_codelists__industry_editions as {editions}")
    return connection
