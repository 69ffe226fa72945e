"""Before its minute a release is handed to people of the list alone, within the window, readable by them alone."""

import io
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError
from pyrage import DecryptError, decrypt, x25519

from orchestration.desk import Wish, sign_sealed
from orchestration.pre_release import NotHandedOut, hand_out
from orchestration.signatures import HandedOut, Prepared, add, entries
from published.home import Home
from published.pre_release import PreRelease, Reader
from published.sealing import seal
from tests.unit.published.described import dataset, proposal, row, table, unread

MINUTE = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
HER_KEY, OTHER_KEY = x25519.Identity.generate(), x25519.Identity.generate()
LIST = PreRelease(hours=12, readers=(Reader(name="李强", office="市政府办公厅", key=str(HER_KEY.to_public())),))
WITHIN = MINUTE - timedelta(hours=12)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A release that is signed for its minute."""
    home = Home(tmp_path / "home").prepare()
    seal(home, proposal(), table(row()), unread)
    add(home, Prepared(at=datetime.now(UTC), account="preparer", dataset="orchard_yield", version="1.0"))
    sign_sealed(home, dataset(), Wish(by="王敏", reason="例行", at=MINUTE))
    return home


def test_the_reader_opens_exactly_what_was_sealed_and_nobody_else_does(home: Home, tmp_path: Path) -> None:
    target = tmp_path / "bundle.age"
    given = hand_out(home, dataset(), LIST, "李强", target, WITHIN)
    assert target.stat().st_mode & 0o077 == 0
    content = decrypt(target.read_bytes(), [HER_KEY])
    with tarfile.open(fileobj=io.BytesIO(content)) as bundle:
        bundle.extractall(tmp_path / "opened", filter="data")
    sealed = home.sealed / "orchard_yield" / "1.0"
    opened = tmp_path / "opened" / "orchard_yield-1.0"
    assert {path.name: path.read_bytes() for path in opened.iterdir()} == {
        path.name: path.read_bytes() for path in sealed.iterdir()
    }
    with pytest.raises(DecryptError):
        decrypt(target.read_bytes(), [OTHER_KEY])
    assert b"orchard" not in target.read_bytes()
    (logged,) = (one for one in entries(home) if isinstance(one, HandedOut))
    assert logged == given and logged.to == "李强（市政府办公厅）"


@pytest.mark.parametrize(
    ("name", "at", "said"),
    [
        ("陌生人", WITHIN, "不在预先查阅名单中"),
        ("李强", WITHIN - timedelta(seconds=1), "公开前 12 小时内才可提供"),
        ("李强", MINUTE, "没有签发后待公开的版本"),
    ],
)
def test_nobody_else_and_at_no_other_time(home: Home, tmp_path: Path, name: str, at: datetime, said: str) -> None:
    with pytest.raises(NotHandedOut, match=said):
        hand_out(home, dataset(), LIST, name, tmp_path / "bundle.age", at)
    assert not (tmp_path / "bundle.age").exists()
    assert not [one for one in entries(home) if isinstance(one, HandedOut)]


def test_a_file_is_never_written_over(home: Home, tmp_path: Path) -> None:
    (tmp_path / "bundle.age").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        hand_out(home, dataset(), LIST, "李强", tmp_path / "bundle.age", WITHIN)


def test_a_key_that_is_none_is_refused_in_the_profile() -> None:
    with pytest.raises(ValidationError, match="age 公钥"):
        Reader(name="李强", office="办公厅", key="ssh-ed25519 AAAA")
