from pathlib import Path
from typing import Any

import pytest
import yaml

from published.profile import PROFILES, Profile, ProfileError
from published.ways_in import ByDrop, ByFolder, ByHttp

SFTP = {"transport": "sftp", "host": "h", "user": "u", "folder": "f", "host_key": "SHA256:" + "a" * 43}
POSTGRES = {"transport": "postgres", "host": "h", "database": "d", "user": "u", "password": "env:P", "table": "t"}
PAGES = {"by": "number"}


def loaded(folder: Path, way: Any) -> Profile:
    city = {"title": {"zh": "某市", "en": "A city"}, "synthetic": False, "folder": "deliveries"}
    profile = city | {"feeds": {"bureau/returns": way}}
    (folder / "city.yml").write_text(yaml.safe_dump(profile), encoding="utf-8")
    return Profile.load("city", folder)


def test_a_plain_text_is_a_folder(tmp_path: Path) -> None:
    assert loaded(tmp_path, "in/returns").way_in("bureau/returns") == ByFolder(folder="in/returns")


def test_a_mapping_says_which_way(tmp_path: Path) -> None:
    drop = loaded(tmp_path, {"transport": "drop", "folder": "in"}).way_in("bureau/returns")
    assert drop == ByDrop(transport="drop", folder="in", manifest="SHA256SUMS")
    api = {"transport": "http", "url": "https://office.example/api", "pages": PAGES, "token": "env:T"}
    assert isinstance(loaded(tmp_path, api).way_in("bureau/returns"), ByHttp)


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ({"transport": "ftp", "folder": "in"}, "transport"),
        ({"folder": "in"}, "transport"),
        (7, "feeds.bureau/returns"),
        ({"transport": "drop"}, "drop.folder 缺少这一项"),
        ({"transport": "drop", "folder": "in", "manifst": "x"}, "drop.manifst 没有这一项"),
        ({"transport": "http", "url": "https://office.example"}, "url 和 pages"),
        ({"transport": "http", "files": {"a/b.csv": "https://office.example"}}, "不含路径的文件名"),
        ({"transport": "http", "files": {"a.csv": "ftp://office.example"}}, "http:// 或 https://"),
        ({"transport": "http", "files": {"a.csv": "https://u:geheim@office.example"}}, "不得含有用户名"),
        ({"transport": "http", "files": {"a.csv": "http://office.example"}, "token": "env:T"}, "改用 https://"),
        ({**SFTP, "password": "geheim"}, "不得直接写入密码"),
        (SFTP, "password 与 private_key"),
        ({**SFTP, "password": "env:P", "host_key": "geheim"}, "主机公钥"),
        ({**SFTP, "password": "env:P", "port": 0}, "sftp.port"),
        ({**POSTGRES, "order_by": []}, "postgres.order_by"),
        ({**POSTGRES, "order_by": ["k"], "encryption": "disable"}, "只可用于本机"),
        ({**POSTGRES, "order_by": ["k"], "sql": "select 1"}, "postgres.sql 没有这一项"),
    ],
)
def test_a_mistake_is_one_sentence_that_repeats_no_value(tmp_path: Path, way: Any, said: str) -> None:
    with pytest.raises(ProfileError) as caught:
        loaded(tmp_path, way)
    message = str(caught.value)
    assert message.startswith("配置 city.yml 有误：") and said in message and message.count("。") == 1
    assert "geheim" not in message and "geheim" not in repr(caught.value.__cause__)


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.yml")), ids=lambda path: path.stem)
def test_no_profile_of_the_project_holds_a_credential(path: Path) -> None:
    for way in Profile.load(path.stem).feeds.values():
        for name in ("token", "password", "private_key", "access_key", "secret_key"):
            assert (getattr(way, name, None) or "env:").startswith(("env:", "file:"))
