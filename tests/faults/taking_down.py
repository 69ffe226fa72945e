"""Takes a version of a small home down again and again, each time killed some file operations later.

    python -m tests.faults.taking_down FOLDER

prints a line of JSON for each kill: whether the site could be shown then, and what is left after the next run.
"""

import json
import subprocess
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
from tests.faults.killed import in_a_child, killed_before
from tests.unit.published.described import SIGNER, SYNTHETIC, dataset, proposal, row, table, unread

OF = dataset(release={"rule": "0 10 31 12 *", "lag": 1, "sign_off": "anyone"})
CATALOG = Catalog(datasets=(OF,), feeds=())
PROFILE = Profile(name="stand_in", title=Text(zh="演示", en="demo"), synthetic=True, folder="feeds")
WORD = "甬江无名公司"
GROUND = Text(zh="法院裁定", en="a court order")
ORDER = Order(dataset=OF.name, versions=("1.1",), by="王敏", ground=GROUND, words=(WORD,), instead="1.0")
STEP = 11


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
    """Kill ever later, until a run gets through."""
    root = Path(sys.argv[1])
    template, home = Home(root / "template"), Home(root / "killed")
    assert in_a_child(lambda: prepare(template)) == 0
    for operation in range(0, 10_000, STEP):
        subprocess.run(["cp", "-a", template.root, home.root], check=True)
        ended = in_a_child(lambda: carry_out(home), killed_before(operation, home.root))
        then = shown(home)
        assert in_a_child(lambda: carry_out(home)) == 0
        print(json.dumps({"operation": operation, "ended": ended, "then": then, "after": after(home)}), flush=True)
        subprocess.run(["rm", "-r", home.root], check=True)
        if ended == 0:
            return


if __name__ == "__main__":
    main()
