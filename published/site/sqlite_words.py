"""What SQLite or the guard said of a statement, as a refusal in words."""

from published.site.refusals import Refused


def bad_sql(message: str) -> Refused:
    """SQLite or the guard refused the statement; `message` is SQLite's own."""
    zh, en = _explained(message)
    return Refused(400, zh, en, {"sqlite": message})


_EXPLAINED = (
    (
        "not authorized",
        "这里的 SQL 只能读取已发布的数据表，不能使用其他语句或系统函数。",
        "SQL here may only read the published tables; other statements and system functions are not allowed.",
    ),
    ("prohibited", "这一列或这张表不对外开放。", "This column or table is not open."),
    (
        "Statement must be a SELECT",
        "只接受一条 SELECT 查询（可以以 WITH 开头）。",
        "Only one SELECT statement is accepted (it may start with WITH).",
    ),
    ("PRAGMA", "不能使用 PRAGMA。", "PRAGMA is not allowed."),
    ("too big", "查询中有一个值超过 1 MB。", "A value in the query is over 1 MB."),
    ("one statement at a time", "一次只能执行一条语句。", "Only one statement at a time."),
)


def _explained(message: str) -> tuple[str, str]:
    for mark, zh, en in _EXPLAINED:
        if mark in message:
            return zh, en
    return f"SQL 有误：{message}。", f"The SQL is not right: {message}."
