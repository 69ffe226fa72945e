"""A bulletin in words: as JSON for webhooks, as plain text for e-mail."""

import json

from orchestration.notices.mail import Letter
from orchestration.notices.webhook import Post
from published.bulletins import Bulletin
from published.notices import Notice
from published.schedule import CITY
from published.vocabulary import Text

_INVENTED = Text(zh="演示数据，不是宁波市的统计数字。", en="Synthetic data: the figures are not Ningbo's.")


def as_post(bulletin: Bulletin, site: str | None) -> Post:
    """All notices of a bulletin as one JSON object: the same bytes whenever it is sent."""
    told = {
        "type": "notices.published",
        "timestamp": bulletin.at.astimezone(CITY).isoformat(),
        "data": {
            "edition": bulletin.edition,
            "notice": bulletin.notice and bulletin.notice.model_dump(),
            "notices": [
                {**notice.model_dump(mode="json", exclude={"edition", "at"}), "link": _address(notice, site)}
                for notice in bulletin.notices
            ],
        },
    }
    return Post(bulletin.id, json.dumps(told, ensure_ascii=False, indent=1).encode())


def as_letter(bulletin: Bulletin, to: str, site: str | None) -> Letter:
    """All notices of a bulletin as one letter: first in Chinese, then in English."""
    stamp = f"[{bulletin.notice.zh} {bulletin.notice.en}] " if bulletin.notice else ""
    count = len(bulletin.notices)
    subject = f"{stamp}甬专数据：{count} 条通知 {count} notice{'s' if count > 1 else ''}"
    lines = [
        *([_INVENTED.zh, ""] if bulletin.notice else []),
        *(f"· {notice.sentence.zh}\n  {_address(notice, site)}" for notice in bulletin.notices),
        "",
        *([_INVENTED.en, ""] if bulletin.notice else []),
        *(f"* {notice.sentence.en}\n  {_address(notice, site)}" for notice in bulletin.notices),
        "",
        f"{bulletin.at.astimezone(CITY):%Y-%m-%d %H:%M}（北京时间 China Standard Time）",
    ]
    return Letter(bulletin.id, to, bulletin.at, subject, "\n".join(lines) + "\n")


def _address(notice: Notice, site: str | None) -> str:
    return (site or "").rstrip("/") + notice.link
