"""Takes a version of a small home down, and judges what kills on the way would leave.

    python -m tests.faults.taking_down FOLDER

prints a line of JSON for each of them: whether the site could be shown then, and what is left after the next run.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from orchestration.desk import Wish, publish_signed, sign_sealed
from orchestration.takedown import take_down, wanted
from orchestration.takedown_plan import Order, plan
from published.catalog import Catalog
from published.chain import verify
from published.editions import current, folder
from published.folders import sha256
from published.home import Home
from published.profile import Profile
from published.sealing import seal
from published.traces import found
from published.vocabulary import Text
from tests.faults.killed import left_by_kills
from tests.unit.published.described import SIGNER, SYNTHETIC, dataset, proposal, row, table, unread

OF = dataset(release={"rule": "0 10 31 12 *", "lag": 1, "sign_off": "anyone"})
CATALOG = Catalog(datasets=(OF,), feeds=())
PROFILE = Profile(name="stand_in", title=Text(zh="演示", en="demo"), synthetic=True, folder="feeds")
WORD = "甬江无名公司"
GROUND = Text(zh="法院裁定", en="a court order")
ORDER = Order(dataset=OF.name, versions=("1.1",), by="王敏", ground=GROUND, words=(WORD,), instead="1.0")


def prepare(home: Home) -> None:
    """Two public versions, a word in the second."""
    home.prepare()
    for remark in (None, WORD):
        seal(home, proposal(SYNTHETIC, of=OF), table(row(remark=remark)), unread)
        sign_sealed(home, OF, Wish(by="王敏", reason="例行", at=datetime.now(UTC)))
        publish_signed(home, CATALOG, PROFILE, datetime.now(UTC))


def carry_out(home: Home) -> None:
    """The whole takedown, as the command does it."""
    take_down(home, CATALOG, PROFILE, ORDER, plan(home, ORDER), SIGNER, wait=lambda _: None)


def shown(home: Home) -> str | None:
    """The version that the public edition has, where its database is what was inspected and its release can be read."""
    edition = current(home)
    assert edition is not None
    place = folder(home, edition.id)
    inspected = json.loads((place / "inspect.json").read_bytes())
    whole = sha256(place / "open.db") == inspected["open"]["hash"] and edition.living(home) == edition.releases
    return edition.releases.get(OF.name) if whole else None


def after(home: Home) -> dict[str, object]:
    """What the next run leaves behind."""
    left = [path.name for path in found([home.root], wanted(home, ORDER, plan(home, ORDER)))]
    faults = verify(home.sealed, SIGNER.key.public).faults + verify(home.releases, SIGNER.key.public).faults
    return {"shown": shown(home), "left": left, "faults": [fault.file for fault in faults]}


def main() -> None:
    """Kill before every file operation, until a run gets through."""
    home = Home(Path(sys.argv[1]) / "home")
    prepare(home)
    for operation, left in enumerate(left_by_kills(home, carry_out)):
        then = shown(left)
        carry_out(left)
        print(json.dumps({"operation": operation, "then": then, "after": after(left)}), flush=True)


if __name__ == "__main__":
    main()
