"""An office that publishes invented figures by a simulated clock: sealed, signed, armed and made public as in life.

Only dbt is left out: the rows of a dataset are drawn, then a few of them change from release to release.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from itertools import islice, product
from unittest.mock import patch

import pyarrow as pa
import pyarrow.compute as pc

from expectations.report import page
from orchestration import desk
from orchestration.desk import Wish, explain, explained, foregoing, prepared, publish_signed, sign_sealed
from orchestration.releases import _published_types
from orchestration.signing_key import signer_of
from published.catalog import Catalog
from published.dataset import Column, Dataset
from published.editions import Edition, current
from published.home import Home
from published.manifest import UNKNOWN, Code, Origin
from published.profile import Profile
from published.proof import Signer
from published.releases import read_table, versions
from published.revision_policy import Stated
from published.sealing import Proposal, seal
from published.verdict import Verdict
from published.vocabulary import Text

_ORIGIN = Origin(code=Code(commit=UNKNOWN, clean=None), lock_sha256=UNKNOWN, parameters={})
_MISTAKEN = Stated(reason="correction", note=Text(zh="一处录入有误", en="an entry was mistaken"))
_STATUS = {"obs_status": "A", "conf_status": "F", "rates_conf_status": "F"}


@dataclass
class Office:
    """The releases of the datasets of a catalogue, each first with that many rows."""

    home: Home
    catalog: Catalog
    profile: Profile
    chance: random.Random
    tables: dict[str, pa.Table] = field(default_factory=dict)

    @cached_property
    def _signer(self) -> Signer:
        return signer_of(self.home, self.profile)

    def first(self, sizes: Sequence[int], minute: datetime) -> tuple[Edition, ...]:
        """The first release of every dataset, all at one minute."""
        for dataset, size in zip(self.catalog.datasets, sizes, strict=True):
            self.tables[dataset.name] = drawn(dataset, range(size), self.chance)
            self._seal(dataset, minute)
            self._sign(dataset, minute)
        return self._publish(minute)

    def resume(self) -> datetime:
        """Go on where an office before ended: its newest tables; when its last edition began."""
        edition = current(self.home)
        assert edition is not None, "there is something to go on from"
        for dataset in self.catalog.datasets:
            newest = self.home.sealed / dataset.name / versions(self.home.sealed, dataset.name)[-1]
            table = read_table(newest, dataset.name)
            self.tables[dataset.name] = table.select([column.name for column in dataset.columns])
        return edition.effective_at

    def release(self, names: Sequence[str], minute: datetime, *, mistaken: bool = False) -> tuple[Edition, ...]:
        """A release of these datasets with a few changed rows; `mistaken`: it corrects what was wrong."""
        for dataset in map(self.catalog.dataset, names):
            if mistaken:
                explain(self.home, "王敏", dataset.name, _MISTAKEN)
            self.tables[dataset.name] = changed(dataset, self.tables[dataset.name], self.chance)
            self._seal(dataset, minute)
            self._sign(dataset, minute)
        return self._publish(minute)

    def revised(self) -> list[str]:
        """The datasets of which more than one version is public and the newest one counts."""
        edition = current(self.home)
        shown = edition.releases if edition else {}
        return [name for name, version in shown.items() if versions(self.home.sealed, name)[1:][-1:] == (version,)]

    def take_back(self, name: str, minute: datetime) -> tuple[Edition, ...]:
        """Return to the version before the public one."""
        known = versions(self.home.releases, name)
        self._sign(self.catalog.dataset(name), minute, version=known[-2])
        return self._publish(minute)

    def _seal(self, dataset: Dataset, minute: datetime) -> None:
        table, notice = self.tables[dataset.name], self.profile.notice_for(dataset)
        verdict = Verdict(dataset=dataset.name, previous=None, checks=(), rows=())
        proposal = Proposal(
            dataset=dataset,
            notice=notice,
            verdict=verdict,
            report=page(dataset, verdict, notice),
            inputs=(),
            origin=_ORIGIN,
            signer=self._signer,
            stated=explained(self.home, dataset.name) or self.profile.restates,
            follows=foregoing(self.home, dataset.name),
        )
        release = seal(self.home, proposal, table, lambda _: None)
        assert release is not None
        with _simulated(minute, "li"):
            prepared(self.home, dataset.name, release.version, minute)

    def _sign(self, dataset: Dataset, minute: datetime, version: str | None = None) -> None:
        with _simulated(minute, "wang"):
            sign_sealed(self.home, dataset, Wish(by="王敏", reason="演示", version=version, at=minute))

    def _publish(self, minute: datetime) -> tuple[Edition, ...]:
        return publish_signed(self.home, self.catalog, self.profile, minute)


def drawn(dataset: Dataset, numbers: Sequence[int], chance: random.Random) -> pa.Table:
    """Rows by their numbers: each number is another key, higher ones are of later periods."""
    keys = list(_keys(dataset, numbers))
    columns = [
        [key[dataset.key.index(column.name)] for key in keys]
        if column.name in dataset.key
        else [_value(dataset, column, chance) for _ in keys]
        for column in dataset.columns
    ]
    return pa.table(columns, schema=_published_types(dataset))


def changed(dataset: Dataset, table: pa.Table, chance: random.Random) -> pa.Table:
    """The table of the next release: now and then rows of a new period, else some figures differ."""
    if chance.random() < 0.3:
        return pa.concat_tables([table, drawn(dataset, range(table.num_rows, table.num_rows + 12), chance)])
    chosen = set(chance.sample(range(table.num_rows), min(12, table.num_rows)))
    mask = pa.array([number in chosen for number in range(table.num_rows)])
    for column in _may_change(dataset):
        place = table.schema.get_field_index(column.name)
        kind = table.schema.field(place).type
        values = pa.array([_value(dataset, column, chance) for _ in chosen], kind)
        mended = pc.replace_with_mask(table.column(place).combine_chunks(), mask, values)
        table = table.set_column(place, table.schema.field(place), mended)
    return table


def _may_change(dataset: Dataset) -> list[Column]:
    measures = [column for column in dataset.columns if column.role == "measure"]
    free = [one for one in dataset.columns if one.name not in (*dataset.key, *_STATUS) and one.code_list is None]
    return (measures or free)[:2]


def _keys(dataset: Dataset, numbers: Sequence[int]) -> Iterator[tuple[object, ...]]:
    """Every combination of codes, period by period; what has neither codes nor periods is numbered."""
    codes = [_codes(dataset, name) for name in dataset.key]
    within = list(islice(product(*codes), 400))
    for number in numbers:
        turn, place = divmod(number, len(within))
        yield tuple(
            _named(dataset, name, turn) if code is None else code
            for name, code in zip(dataset.key, within[place], strict=True)
        )


def _codes(dataset: Dataset, name: str) -> list[str | None]:
    listed = dataset.code_lists.get(dataset.column(name).code_list or "", ())
    return [code.code for code in listed] or [None]


def _named(dataset: Dataset, name: str, turn: int) -> object:
    column = dataset.column(name)
    if column.type == "integer":
        return 2010 + turn if column.role == "time" else turn
    if column.role == "time":
        return f"{2010 + turn // 4}-Q{turn % 4 + 1}" if "quarter" in name else f"{2010 + turn // 12}-{turn % 12 + 1:02}"
    return f"N{turn:06}"


def _value(dataset: Dataset, column: Column, chance: random.Random) -> object:
    if column.decimals is not None:
        return Decimal(chance.randrange(100, 99_999)).scaleb(-column.decimals)
    if column.type == "integer":
        return chance.randrange(3, 4_000)
    listed = dataset.code_lists.get(column.code_list or "", ())
    return _STATUS.get(column.name) or (chance.choice(listed).code if listed else f"演示{chance.randrange(10**6)}")


@contextmanager
def _simulated(minute: datetime, account: str) -> Iterator[None]:
    """What the desk takes for the time and for the person at the keyboard."""
    clock = type("Clock", (datetime,), {"now": classmethod(lambda _, zone=None: minute.astimezone(zone))})
    with patch.object(desk, "datetime", clock), patch.object(desk, "user", lambda: account):
        yield
