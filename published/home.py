"""Every path under DATA_HOME, named once."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Home:
    """The folder in which all data live; only `releases` and `site` are ever served."""

    root: Path

    @classmethod
    def from_environment(cls) -> "Home":
        """DATA_HOME, or the git-ignored folder `data` of the checkout."""
        return cls(Path(os.environ.get("DATA_HOME") or PROJECT / "data").resolve())

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
    def sealed(self) -> Path:
        """Sealed releases, outside everything served."""
        return self.root / "sealed"

    @property
    def releases(self) -> Path:
        """Public releases, for ever at their address."""
        return self.root / "releases"

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
        for secret in (self.raw, self.built, self.candidates, self.verdicts, self.sealed, self.dbt, self.dagster):
            secret.mkdir(mode=0o700, exist_ok=True)
            secret.chmod(0o700)
        for public in (self.releases, self.site):
            public.mkdir(exist_ok=True)
        return self
