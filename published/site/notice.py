"""The notice that travels with figures that must not be taken for the city's."""

from urllib.parse import quote

from published.vocabulary import Text

STAMP = Text(zh="演示数据", en="synthetic data")
SENTENCE = Text(
    zh="由模拟部门生成，不是宁波市的统计数字。",
    en="The figures are invented for demonstration; they are not Ningbo's.",
)


def header(notice: Text) -> str:
    """The value of `X-Data-Notice`: plain ASCII first, then both wordings percent-encoded (RFC 8187)."""
    ascii_words = notice.en.replace(";", ",").encode("ascii", "replace").decode()
    return f"{ascii_words}; zh*=UTF-8''{quote(notice.zh, safe='')}; en*=UTF-8''{quote(notice.en, safe='')}"


def headers(notice: Text | None) -> dict[str, str]:
    """What an answer says of its figures in its headers."""
    return {"x-data-notice": header(notice), "x-robots-tag": "noindex"} if notice else {}
