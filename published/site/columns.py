"""Of a list of rows, which columns it has and by which one it is ordered, as an address may ask for it."""

from collections.abc import Mapping, Sequence

from published.site.refusals import Refused, no_value


def check_columns(arguments: Mapping[str, Sequence[str]], key: Sequence[str]) -> None:
    """Accept one order, a key that stays, and conditions that say something; raises Refused (400)."""
    if "_sort" in arguments and "_sort_desc" in arguments:
        raise Refused(
            400,
            "只能按一列排序：_sort 和 _sort_desc 请去掉一个。",
            "Rows are ordered by one column: leave out _sort or _sort_desc.",
            {"parameter": "_sort"},
        )
    if kept := [name for name in arguments.get("_nocol", ()) if name in key]:
        raise Refused(
            400,
            f"{kept[0]} 是主键的一列，不能用 _nocol 去掉。",
            f"{kept[0]} belongs to the key and cannot be left out by _nocol.",
            {"parameter": "_nocol", "key": list(key)},
        )
    if not all(condition.strip() for condition in arguments.get("_where", ())):
        raise no_value("_where")
