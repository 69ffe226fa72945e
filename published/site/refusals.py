"""Refusals: what the site answers instead of guessing, one sentence in each language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SOON = 5
"""Seconds that are "a few"."""


@dataclass(eq=False)
class Refused(Exception):
    """A request that is not served: status, the sentence in Chinese and English, and facts that help."""

    status: int
    zh: str
    en: str
    facts: Mapping[str, object] = field(default_factory=dict)
    wait: int = 60
    """Seconds after which a 503 may be another answer (Retry-After)."""

    def __str__(self) -> str:
        return f"{self.zh} {self.en}"

    def as_json(self) -> dict[str, object]:
        """The refusal as the JSON object of every API answer that failed."""
        return {"ok": False, "status": self.status, "error": self.zh, "error_en": self.en, **self.facts}

    def as_text(self) -> str:
        """The refusal as lines of text, for whoever asked for CSV."""
        return f"{self.zh}\n{self.en}\n"


class BrokenOff(Exception):
    """An answer that had begun cannot be finished: the connection must end so that nobody takes it for the whole."""


def not_found() -> Refused:
    """Nothing lives at this address."""
    return Refused(
        404,
        "这个地址没有内容，请从首页或数据集目录重新进入。",
        "There is nothing at this address; start again from the home page or the list of datasets.",
    )


def no_host() -> Refused:
    """The Host header is none."""
    return Refused(
        400,
        "请求头 Host 不是主机名。",
        "The Host header names no host.",
    )


def no_such_cell(key: Sequence[str], column: str) -> Refused:
    """The arguments do not name a row by its whole key, or no column of it."""
    told = "&".join(f"{name}=" for name in key)
    return Refused(
        400,
        f"请用全部主键说明是哪一行：{told}；用 {column}= 说明是哪一列。",
        f"Name the row by its whole key: {told}; and the column by {column}=.",
        {"key": list(key)},
    )


def two_areas(known: Sequence[str]) -> Refused:
    """What is to be compared are not two different divisions."""
    return Refused(
        400,
        "请选两个不同的区县市来比较：compare=330205,330212。",
        "Choose two different divisions to compare: compare=330205,330212.",
        {"compare": list(known)},
    )


def no_such_edition() -> Refused:
    """No edition has begun at that instant."""
    return Refused(
        404,
        "没有这一版网站。各版的清单见 /editions/。",
        "There is no such edition of the site; /editions/ lists them.",
        {"editions": "/editions/"},
    )


def before_the_first() -> Refused:
    """The day asked for lies before the first edition."""
    return Refused(
        404,
        "那一天还没有发布过数据。各版的清单见 /editions/。",
        "Nothing had been published by that day; /editions/ lists the editions.",
        {"editions": "/editions/"},
    )


def no_date(value: str) -> Refused:
    """What as_of was given is no date."""
    return Refused(
        400,
        f"as_of={value[:40]} 不是日期。请写成 2026-12-31 或 2026-12-31T10:00。",
        f"as_of={value[:40]} is no date; write 2026-12-31 or 2026-12-31T10:00.",
    )


def busy() -> Refused:
    """Several editions past are being opened already."""
    return Refused(
        503,
        "正在重建其他几版历史网站，请过几秒再试。",
        "Other past editions are being rebuilt; please try again in a few seconds.",
        wait=SOON,
    )


def crowded() -> Refused:
    """Other readers' queries take all the time or memory that there is."""
    return Refused(
        503,
        "同时进行的查询太多，请过几秒再试。",
        "Too many queries are running at once; please try again in a few seconds.",
        wait=SOON,
    )


def broken() -> Refused:
    """Something failed here that is not the reader's fault; details stay in the log."""
    return Refused(
        500,
        "服务器处理这个请求时出错，已记录，请稍后再试。",
        "The server failed on this request and has logged it; please try again later.",
    )


def nothing_published() -> Refused:
    """No edition of the site exists yet."""
    return Refused(
        503,
        "目前还没有发布任何数据。第一次发布完成后，本页会自动显示。",
        "Nothing is published yet. The site appears here as soon as the first release is out.",
    )


def nothing_sought() -> Refused:
    """A search without a word."""
    return Refused(400, "请输入要找的词。", "Type what you are looking for.", {"parameter": "q"})


def sought_too_long(limit: int) -> Refused:
    """A search for a text over the limit (characters)."""
    return Refused(
        400,
        f"要找的词超过 {limit} 个字符，请只留关键的词。",
        f"The words to search for are over {limit} characters; keep the telling ones.",
        {"parameter": "q", "limit_characters": limit},
    )


def no_such_kind(kind: str, known: Sequence[str]) -> Refused:
    """A search for a kind of thing that there is not."""
    return Refused(
        400,
        f"kind={kind[:40]} 不存在，可用：{'、'.join(known)}。",
        f"There is no kind={kind[:40]}; there are: {', '.join(known)}.",
        {"parameter": "kind", "valid": list(known)},
    )


def no_index() -> Refused:
    """The edition was assembled before there was a search, or its index is just being replaced."""
    return Refused(
        503,
        "这一版网站的检索索引还没有就绪，请稍后再试。",
        "The search index of this edition is not ready yet; please try again later.",
    )


def method_not_allowed() -> Refused:
    """The site is read-only."""
    return Refused(405, "本站只读，只接受 GET 和 HEAD 请求。", "The site is read-only: GET and HEAD only.")


def address_too_long(limit: int) -> Refused:
    """The query string is over the limit (bytes)."""
    return Refused(
        414,
        f"网址中的查询部分超过 {limit:,} 字节，请缩短 SQL，或下载整个文件后在本地查询。",
        f"The query string is over {limit:,} bytes; shorten the SQL or download the whole file.",
        {"limit_bytes": limit},
    )


def too_much(rows: int, size: int) -> Refused:
    """The result is over the limit of rows or bytes: it is refused whole, never cut."""
    megabytes = size // 1_000_000
    return Refused(
        400,
        f"结果超过上限（{rows:,} 行或 {megabytes} MB），没有返回任何行，以免得到不完整的数据。"
        "请加筛选条件，或用 LIMIT … OFFSET 分批取，或到 /releases/ 下载整个文件。",
        f"The result is over the limit ({rows:,} rows or {megabytes} MB), so no rows are returned rather than"
        " a part. Filter it, page it with LIMIT … OFFSET, or download the whole file from /releases/.",
        {"limit_rows": rows, "limit_bytes": size, "files": "/releases/"},
    )


def too_long(seconds: float) -> Refused:
    """The query ran into the time limit."""
    return Refused(
        400,
        f"查询用时超过 {seconds:g} 秒，已停止。请缩小范围，或到 /releases/ 下载整个文件后在本地查询。",
        f"The query took longer than {seconds:g} s and was stopped. Narrow it, or download the file from"
        " /releases/ and query it locally.",
        {"limit_seconds": seconds, "files": "/releases/"},
    )


def too_big_in_memory() -> Refused:
    """The query needs more memory than one query may use."""
    return Refused(
        400,
        "查询需要的内存超过上限，已停止。请缩小范围，或到 /releases/ 下载整个文件后在本地查询。",
        "The query needs more memory than allowed and was stopped. Narrow it, or download the file from"
        " /releases/ and query it locally.",
        {"files": "/releases/"},
    )


def cross_table_too_large(most: int) -> Refused:
    """A cross table holds all the rows of its selection."""
    return Refused(
        400,
        f"交叉表最多 {most} 行数据，请选少一些的值。",
        f"A cross table takes at most {most} rows; choose fewer values.",
        {"most": most},
    )


def no_value(name: str) -> Refused:
    """A filter of a file that has nothing to compare with."""
    return Refused(
        400,
        f"参数 {name} 没有值；不筛选时请去掉它。",
        f"Parameter {name} has no value; leave it out for no filter.",
        {"parameter": name},
    )
