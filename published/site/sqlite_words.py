"""What SQLite or the guard said of a statement, as a refusal in words: in Chinese without any of SQLite's own."""

import re

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


_NAME = r"(?P<name>[^()]+?)(?:\(\))?$"
_UNREADABLE = (
    r'^(?:near|unrecognized token:?) "(?P<name>.*)"',
    "从“{name}”起读不懂。",
    "The statement cannot be read from “{name}” on.",
)
"""First of all: the words that it quotes are the reader's and may be any."""
_SAID = (
    ("incomplete input", "SQL 没有写完。", "The SQL is not complete."),
    (
        rf"misuse of (?:aliased )?(?:aggregate|window)(?: function)?:? {_NAME}",
        "聚合函数或窗口函数 {name} 不能用在这里。",
        "The aggregate or window function {name} cannot be used here.",
    ),
    (
        rf"wrong number of arguments to function {_NAME}",
        "函数 {name} 的参数个数不对。",
        "The function {name} takes another number of arguments.",
    ),
    (
        r"left and right of (?P<name>[A-Z ]+) do not",
        "{name} 两边的列数不同。",
        "The SELECTs on both sides of {name} have different numbers of columns.",
    ),
    (
        r"(?P<place>\d+)\w\w (?P<name>ORDER|GROUP) BY term out of range.* (?P<most>\d+)$",
        "{name} BY 的第 {place} 项超出范围，应在 1 与 {most} 之间。",
        "Term {place} of {name} BY is out of range; it must be between 1 and {most}.",
    ),
    (
        r"(?P<place>\d+)\w\w ORDER BY term does not match",
        "ORDER BY 的第 {place} 项不是结果的列。",
        "Term {place} of ORDER BY is no column of the result.",
    ),
    (
        r"sub-select returns (?P<found>\d+) columns - expected (?P<most>\d+)",
        "子查询有 {found} 列，这里要 {most} 列。",
        "The subquery has {found} columns where {most} is expected.",
    ),
    (
        "row value misused",
        "几个值放在一个括号里的写法不能用在这里。",
        "Several values in brackets cannot be used here.",
    ),
    (
        "HAVING",
        "HAVING 只能用在有 GROUP BY 或聚合函数的查询里。",
        "HAVING needs GROUP BY or an aggregate function.",
    ),
    (
        "not allowed in the GROUP BY",
        "GROUP BY 里不能有聚合函数。",
        "Aggregate functions are not allowed in GROUP BY.",
    ),
    ("datatype mismatch", "值的类型不对，例如 LIMIT 须是整数。", "A value has the wrong type; a LIMIT must be whole."),
    ("integer overflow", "整数超出了范围。", "An integer is out of range."),
    ("no tables specified", "SELECT * 要有 FROM。", "SELECT * needs a FROM."),
    ("JSON", "JSON 的文字或路径写得不对。", "The JSON text or path is not right."),
    ("ESCAPE", "ESCAPE 后面只能是一个字符。", "ESCAPE takes a single character."),
    (
        r"too large|too many|at most|stack overflow",
        "查询太复杂：列、表、参数太多，或嵌套太深。",
        "The query is too complex: too many columns, tables or parameters, or nested too deeply.",
    ),
    (
        r"cannot join using column (?P<name>\S+)",
        "USING 里的列 {name} 不是两张表都有。",
        "The column {name} of USING is not in both tables.",
    ),
    ("NATURAL", "NATURAL JOIN 不能再有 ON 或 USING。", "A NATURAL JOIN takes no ON or USING."),
    ("ON clause", "ON 只能用到它左边的表。", "ON may refer only to tables on its left."),
    (
        r"(?:circular|recursive|multiple) .*: (?P<name>.+)$",
        "{name} 的递归写得不对：只能在 UNION 后面引用自己一次。",
        "{name} is not recursive as it must be: it may refer to itself once, after UNION.",
    ),
    (r"duplicate WITH table name: (?P<name>.+)$", "WITH 里有两个 {name}。", "WITH has two tables named {name}."),
    (
        r"table (?P<name>\S+) has (?P<found>\d+) values for (?P<most>\d+) columns",
        "{name} 有 {found} 列，却写了 {most} 个列名。",
        "{name} has {found} columns but {most} names.",
    ),
    ("all VALUES", "VALUES 每一行的值要一样多。", "All rows of VALUES need the same number of values."),
    (r"no such \w+(?: sequence)?: (?P<name>.+)$", "这里没有 {name}。", "There is no {name} here."),
    (r"window|frame|FILTER|DISTINCT", "窗口函数或聚合函数的写法不对。", "A window or aggregate function is not right."),
    (
        rf"vtable constructor failed: {_NAME}|no such module: (?P<module>.+)$",
        "这里没有数组，不能用 json_each 和 arraycontains 这样的比较。",
        "Nothing here is an array: json_each and comparisons such as arraycontains cannot be used.",
    ),
    ("MATCH", "MATCH 不能用在这里，要查文字请用 LIKE 或 /search。", "MATCH cannot be used here; use LIKE or /search."),
    (
        "Binding|binding",
        "参数要有名字（写作 :name）和值（网址中加 &name=…）。",
        "Parameters need a name (written :name) and a value (add &name=… to the address).",
    ),
)
"""A pattern of SQLite's message ► the sentences, with what the pattern names; the first that is found counts."""


def _explained(message: str) -> tuple[str, str]:
    marks = ((f"(?i){re.escape(mark)}", zh, en) for mark, zh, en in _EXPLAINED)
    for pattern, zh, en in (_UNREADABLE, *marks, *_SAID):
        if found := re.search(pattern, message, re.DOTALL):
            return zh.format(**found.groupdict()), en.format(**found.groupdict())
    return "这条 SQL 不能执行，请检查写法。", f"The SQL is not right: {message.rstrip('.')}."
