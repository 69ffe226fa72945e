"""A bulletin says the same in JSON and in a letter, and its bytes never change."""

import json
from datetime import UTC, datetime

from orchestration.notices.wordings import as_letter, as_post
from published.bulletins import Bulletin
from published.notices import Notice
from published.vocabulary import Text

AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
NOTICE = Notice(
    id="urn:uuid:1",
    kind="withdrawal",
    edition="2026-11-22T093000",
    at=AT,
    dataset="orchard_yield",
    title=Text(zh="撤回", en="withdrawn"),
    sentence=Text(zh="果园产出 1.1 版已撤回。", en="Version 1.1 is withdrawn."),
    link="/releases/orchard_yield/1.1/",
)
BULLETIN = Bulletin(NOTICE.edition, NOTICE.edition, AT, None, (NOTICE, NOTICE))


def test_json_holds_every_notice_with_its_id() -> None:
    message = as_post(BULLETIN, "https://data.example")
    assert message == as_post(BULLETIN, "https://data.example") and message.id == BULLETIN.id
    data = json.loads(message.body)["data"]
    assert data["edition"] == NOTICE.edition and data["notice"] is None
    assert data["notices"][0] == {
        "id": "urn:uuid:1",
        "kind": "withdrawal",
        "dataset": "orchard_yield",
        "title": {"zh": "撤回", "en": "withdrawn"},
        "sentence": {"zh": "果园产出 1.1 版已撤回。", "en": "Version 1.1 is withdrawn."},
        "link": "https://data.example/releases/orchard_yield/1.1/",
    }


def test_without_an_address_of_the_site_links_stay_within_it() -> None:
    assert json.loads(as_post(BULLETIN, None).body)["data"]["notices"][0]["link"] == NOTICE.link


def test_a_letter_is_chinese_first() -> None:
    letter = as_letter(BULLETIN, "reader@office.example", "https://data.example")
    assert letter.subject == "甬专数据：2 条通知 2 notices"
    assert letter.text.index("已撤回") < letter.text.index("is withdrawn")
    assert "2026-11-22 09:30（北京时间" in letter.text and letter.text.count("https://data.example/") == 4
