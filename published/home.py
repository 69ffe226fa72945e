"""Every path under DATA_HOME, named once."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
KEY_FILE = "minisign.pub"


_UNFIT = set("'\"*?[]{}")


class HomeError(ValueError):
    """A DATA_HOME that cannot be worked in, in one sentence."""


@dataclass(frozen=True)
class Home:
    """The folder in which all data live; only `releases` and `site` are ever served."""

    root: Path

    @classmethod
    def from_environment(cls) -> "Home":
        """DATA_HOME, or the git-ignored folder `data` of the checkout; raises HomeError for an unfit name."""
        root = Path(os.environ.get("DATA_HOME") or PROJECT / "data").resolve()
        if _UNFIT & set(str(root)):
            raise HomeError(f"DATA_HOME 的路径 {root} 含有引号或通配符，请换一个不含 '\"*?[]{{}} 的路径。")
        return cls(root)

    @property
    def feeds(self) -> Path:
        """Where the stand-in departments put their files."""
        return self.root / "feeds"

    @property
    def raw(self) -> Path:
        """Snapshots; readable by their owner alone."""
        return self.root / "raw"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file that only dbt opens."""
        return self.root / "warehouse.duckdb"

    @property
    def built(self) -> Path:
        """What dbt wrote, one folder per run: secret."""
        return self.root / "built"

    @property
    def candidates(self) -> Path:
        """Green datasets that may be judged."""
        return self.root / "candidates"

    @property
    def verdicts(self) -> Path:
        """The gate's newest answer per dataset, for statisticians."""
        return self.root / "verdicts"

    @property
    def feedback(self) -> Path:
        """What each department is to mend, rows of its own returns among it: secret."""
        return self.root / "feedback"

    @property
    def linkage(self) -> Path:
        """Doubtful names for a clerk, and the decisions taken."""
        return self.root / "linkage"

    @property
    def accounts(self) -> Path:
        """For the statisticians of value added: unusual returns and the decisions taken, factors, sensitivity."""
        return self.root / "accounts"

    @property
    def protection(self) -> Path:
        """For the statisticians of disclosure control: which cells are withheld by which rule: secret."""
        return self.root / "protection"

    @property
    def sealed(self) -> Path:
        """Sealed releases, outside everything served."""
        return self.root / "sealed"

    @property
    def objects(self) -> Path:
        """The content of sealed files, each kept once under its sha256."""
        return self.root / "objects"

    @property
    def vintages(self) -> Path:
        """What the sealed releases of each dataset held, replayed: kept so that it need not be replayed again."""
        return self.root / "vintages"

    @property
    def armed(self) -> Path:
        """Editions that wait for their minute, outside everything served."""
        return self.root / "armed"

    @property
    def desk(self) -> Path:
        """Who prepared and signed which release, and who was told of it: append-only logs."""
        return self.root / "desk"

    @property
    def recipes(self) -> Path:
        """In which state of the home each release was built, so that it can be rebuilt: secret."""
        return self.root / "recipes"

    @property
    def keys(self) -> Path:
        """The key by which a demonstration signs its releases: secret."""
        return self.root / "keys"

    @property
    def releases(self) -> Path:
        """Public releases, for ever at their address."""
        return self.root / "releases"

    @property
    def public_key(self) -> Path:
        """By which anybody can check the signatures of the releases."""
        return self.releases / KEY_FILE

    @property
    def site(self) -> Path:
        """Editions of the site."""
        return self.root / "site"

    @property
    def dagster(self) -> Path:
        """Dagster's run history."""
        return self.root / "dagster"

    @property
    def dbt(self) -> Path:
        """dbt's target: manifest, compiled SQL, results."""
        return self.root / "dbt"

    def prepare(self) -> "Home":
        """Create the folders; secret ones are closed to everyone but their owner."""
        self.root.mkdir(parents=True, exist_ok=True)
        working = (self.raw, self.built, self.candidates, self.verdicts, self.feedback, self.linkage, self.accounts)
        waiting = (self.protection, self.objects, self.sealed, self.vintages, self.armed, self.desk, self.keys)
        for secret in (*working, *waiting, self.recipes, self.dbt, self.dagster):
            secret.mkdir(mode=0o700, exist_ok=True)
            secret.chmod(0o700)
        for public in (self.releases, self.site):
            public.mkdir(exist_ok=True)
        for secret in (self.feeds, self.warehouse):
            if secret.exists():
                secret.chmod(0o700 if secret.is_dir() else 0o600)
        return self

    def belong_to(self, profile: str) -> None:
        """Bind the home to the profile of its first use; raises HomeError for another: data of two must not mix."""
        owner = self.root / "profile"
        if not owner.exists():
            owner.write_text(profile + "\n", encoding="utf-8")
        elif (known := owner.read_text(encoding="utf-8").strip()) != profile:
            raise HomeError(f"{self.root} 中是配置 {known} 的数据，不能用于 {profile}；请另设 DATA_HOME。")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the home for one run; raises HomeError while another one does."""
        with (self.root / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise HomeError(f"另一次运行正在使用 {self.root}；请等它结束后再试。") from error
            yield
