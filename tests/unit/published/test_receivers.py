"""Who is told stands in the profile; a mistake there is one sentence that repeats no value."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from published.profile import PROFILES, Profile, ProfileError
from published.receivers import Mailing, Webhook

HOOK = {"webhook": "https://hooks.office.example/in", "secret": "env:HOOK"}
SMTP = {"host": "mail.office.example", "sender": "notices@data.example"}


def loaded(folder: Path, *receivers: Any, **more: Any) -> Profile:
    city = {"title": {"zh": "某市", "en": "A city"}, "synthetic": False, "folder": "deliveries"}
    (folder / "city.yml").write_text(yaml.safe_dump({**city, "notices": list(receivers), **more}), encoding="utf-8")
    return Profile.load("city", folder)


def test_webhooks_and_people_are_told(tmp_path: Path) -> None:
    hook, people = loaded(tmp_path, HOOK, {"smtp": SMTP, "to": ["a@office.example"]}).notices
    assert isinstance(hook, Webhook) and not hook.private
    assert isinstance(people, Mailing) and (people.smtp.port, people.smtp.encryption) == (587, "starttls")


@pytest.mark.parametrize(
    ("receiver", "said"),
    [
        ({"fax": "geheim"}, "应写明 webhook 或 smtp"),
        (7, "应写明 webhook 或 smtp"),
        (HOOK | {"secret": "geheim"}, "不得直接写入密码"),
        (HOOK | {"webhook": "http://office.example/geheim"}, "应为 https://"),
        (HOOK | {"webhook": "https://u:geheim@office.example/"}, "不得含有用户名"),
        (HOOK | {"retries": 3}, "webhook.retries 没有这一项"),
        ({"smtp": SMTP, "to": []}, "to"),
        ({"smtp": SMTP, "to": ["a@office.example\nBcc: geheim@office.example"]}, "应为一个邮件地址"),
        ({"smtp": SMTP, "to": ["a@x.example, geheim@x.example"]}, "应为一个邮件地址"),
        ({"smtp": SMTP | {"sender": "geheim"}, "to": ["a@office.example"]}, "应为一个邮件地址"),
        ({"smtp": SMTP | {"encryption": "disable"}, "to": ["a@office.example"]}, "只可用于本机"),
        ({"smtp": SMTP | {"user": "geheim"}, "to": ["a@office.example"]}, "user 与 password"),
    ],
)
def test_a_mistake_is_one_sentence_that_repeats_no_value(tmp_path: Path, receiver: Any, said: str) -> None:
    with pytest.raises(ProfileError) as caught:
        loaded(tmp_path, receiver)
    message = str(caught.value)
    assert message.startswith("配置 city.yml 有误：notices.0") and said in message and message.count("。") == 1
    assert "geheim" not in message


def test_a_profile_shows_both_kinds() -> None:
    told = [one for path in PROFILES.glob("*.yml") for one in Profile.load(path.stem).notices]
    assert {type(one) for one in told} == {Webhook, Mailing}
