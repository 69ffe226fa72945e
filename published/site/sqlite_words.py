"""What SQLite or the guard said of a statement, as a refusal in words."""

from published.site.refusals import Refused


def bad_sql(message: str) -> Refused:
    """SQLite or the guard refused the statement; `message` is SQLite's own."""
    zh, en = _explained(message)
    return Refused(400, zh, en, {"sqlite": message})


_PRESENT = (
    "结果只能由这一版数据决定：不能用随机数和当前时间（random、current_date、date('now') 等），请写明日期。",
    "A result must be decided by the data of the edition alone: random numbers and the present time (random,"
    " current_date, date('now') …) cannot be used; write the date itself.",
)
_EXPLAINED = (
    ("function: random", *_PRESENT),
    ("function: current_", *_PRESENT),
    (
        "user-defined function raised exception",
        f"{_PRESENT[0]}函数的文字须是 UTF-8。",
        f"{_PRESENT[1]} Texts given to functions must be UTF-8.",
    ),
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
    (
        "too big",
        "查询中有一个值超过 1 MB，或 LIKE、GLOB、trim、instr、replace 要比对的两段文字太长。",
        "A value is over 1 MB, or the texts that LIKE, GLOB, trim, instr or replace compares are too long.",
    ),
    (
        "pattern too complex",
        "LIKE、GLOB 的样式太长（上限 1,000 字节）。",
        "The pattern of a LIKE or GLOB is too long (at most 1,000 bytes).",
    ),
    ("one statement at a time", "一次只能执行一条语句。", "Only one statement at a time."),
)


def _explained(message: str) -> tuple[str, str]:
    for mark, zh, en in _EXPLAINED:
        if mark.lower() in message.lower():
            return zh, en
    return f"SQL 有误：{message}。", f"The SQL is not right: {message}."
