"""How a page lays out its rows as a cross table: what stands in rows and in columns, and which figure."""

from published.site.parameters import Arguments, Table, unknown
from published.site.refusals import Refused

ROWS_BY, COLUMNS_BY, MEASURE = "_rows", "_columns", "_measure"
LAYOUT = (ROWS_BY, COLUMNS_BY, MEASURE)
_OF_LISTS = ("_col", "_nocol", "_next", "_size", "_sort", "_sort_desc", "_facet")


def check_layout(arguments: Arguments, table: Table) -> bool:
    """Whether a page is to be laid out as a cross table; raises Refused (400) where that cannot be meant."""
    given = {name: arguments[name] for name in LAYOUT if name in arguments}
    if not given:
        return False
    if strange := [name for name in _OF_LISTS if name in arguments]:
        raise Refused(
            400,
            f"交叉表不用 {strange[0]}，请去掉它。",
            f"A cross table has no use for {strange[0]}; leave it out.",
            {"parameter": strange[0]},
        )
    rows, columns = given.get(ROWS_BY, ()), given.get(COLUMNS_BY, ())
    if len(rows) != 1 or len(columns) != 1 or rows == columns or not {*rows, *columns} <= {*table.key}:
        raise Refused(
            400,
            f"交叉表要用 _rows= 和 _columns= 各指定一个不同的主键列：{'、'.join(table.key)}。",
            f"A cross table needs two different columns of the key in _rows= and _columns=: {', '.join(table.key)}.",
            {"key": list(table.key)},
        )
    figures = [name for name in table.columns if name not in table.key]
    if len(given.get(MEASURE, ("",))) != 1 or set(given.get(MEASURE, ())) - {*figures}:
        raise unknown(f"{MEASURE}={given[MEASURE][-1]}", figures, f"{table.name} 的数", f"figures of {table.name}")
    return True
