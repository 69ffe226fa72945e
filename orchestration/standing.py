"""How a dataset stands on its way to the public: built, held, sealed, signed for its minute, public."""

from dataclasses import dataclass
from datetime import datetime

from orchestration.desk import due, unsigned
from published.arming import Due
from published.calendar import next_release
from published.catalog import Catalog
from published.dataset import Dataset
from published.editions import Edition, current
from published.home import Home
from published.releases import Release, newest, numbers
from published.verdict import Verdict
from published.vocabulary import Text

_WORDS = {
    "held": Text(zh="暂缓", en="held"),
    "unsigned": Text(zh="待签发", en="sealed, awaiting a signature"),
    "armed": Text(zh="待公开", en="sealed until its minute"),
    "unbuilt": Text(zh="尚未计算", en="not built yet"),
    "public": Text(zh="已公开", en="public"),
    "erased": Text(zh="已依法删除", en="taken down"),
}
"""What each state is called; what needs a person first."""


@dataclass(frozen=True)
class Standing:
    """A dataset with its state, the version that is public, the one that is sealed, and what comes when."""

    dataset: Dataset
    state: str
    public: str | None
    sealed: str | None
    waits_until: datetime | None
    announced: datetime | None
    verdict: Verdict | None

    @property
    def words(self) -> Text:
        """The state in words."""
        return _WORDS[self.state]


def standings(home: Home, catalog: Catalog, now: datetime) -> list[Standing]:
    """Every dataset; what needs a person first."""
    edition = current(home)
    coming = {one.dataset: one for one in due(home, now) if one.effective_at > now}
    waiting = {name for name, _ in unsigned(home, [dataset.name for dataset in catalog.datasets])}
    found = [_standing(home, one, edition, coming.get(one.name), one.name in waiting, now) for one in catalog.datasets]
    return sorted(found, key=lambda one: tuple(_WORDS).index(one.state))


def _standing(
    home: Home, dataset: Dataset, edition: Edition | None, coming: Due | None, is_unsigned: bool, now: datetime
) -> Standing:
    path = home.verdicts / f"{dataset.name}.json"
    verdict = Verdict.model_validate_json(path.read_bytes()) if path.exists() else None
    sealed = newest(home.sealed, dataset.name)
    return Standing(
        dataset=dataset,
        state=_state(verdict, is_unsigned, coming, _ended(home, dataset, sealed)),
        public=edition.releases.get(dataset.name) if edition else None,
        sealed=sealed.version if sealed else None,
        waits_until=coming.effective_at if coming else None,
        announced=next_release(dataset.release, now) if dataset.release else None,
        verdict=verdict,
    )


def _ended(home: Home, dataset: Dataset, sealed: Release | None) -> str:
    """The state of a dataset about which there is nothing to do."""
    if sealed:
        return "public"
    return "erased" if numbers(home.sealed, dataset.name) else "unbuilt"


def _state(verdict: Verdict | None, is_unsigned: bool, coming: Due | None, ended: str) -> str:
    if verdict is not None and verdict.outcome == "hold":
        return "held"
    if is_unsigned:
        return "unsigned"
    if coming:
        return "armed"
    return ended
