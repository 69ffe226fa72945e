"""How well names are linked to organisations at city scale, before any clerk, and how two simpler ways would do.

    .venv/bin/python -m benchmarks.linkage_city

Yardsticks in the same run: the name exactly as registered, and beside it the most similar name by Jaro–Winkler.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

_YONGZHUAN = str(Path(sys.executable).with_name("yongzhuan"))
_SIMILAR = 0.95
LINKED = "select name, area_code, organisation_code from int_organisations_linked where organisation_code is not null"
EXACT = """
    select
        mentions.name,
        mentions.area_code,
        any_value(known.organisation_code) as organisation_code
    from int_organisation_mentions as mentions
    inner join int_organisation_names as known on mentions.name = known.name
    group by all
    having count(distinct known.organisation_code) = 1
"""
_JARO_WINKLER = f"""
    with exact as ({EXACT}),
    rest as (
        select name, area_code from int_organisation_mentions where is_delivered
        except
        select name, area_code from exact
    ),
    pairs as (
        select rest.name, rest.area_code, known.organisation_code, known.name as candidate
        from rest inner join int_organisation_names as known on rest.area_code = known.area_code
        union all
        select rest.name, rest.area_code, known.organisation_code, known.name as candidate
        from rest cross join int_organisation_names as known where rest.area_code = ''
    ),
    best as (
        select
            name,
            area_code,
            arg_max(organisation_code, jaro_winkler_similarity(name, candidate)) as organisation_code,
            max(jaro_winkler_similarity(name, candidate)) as similarity
        from pairs
        group by all
    )
    from exact
    union all
    select name, area_code, organisation_code from best where similarity >= {_SIMILAR}
"""


@dataclass(frozen=True)
class Score:
    """Occurrences of the city's organisations, occurrences with a link, and those whose link is the true one."""

    meant: int
    linked: int
    right: int

    @property
    def precision(self) -> float:
        """Of the links, the share that is right; a link of a stranger is wrong."""
        return self.right / self.linked if self.linked else 1.0

    @property
    def recall(self) -> float:
        """Of what could be linked, the share that is linked rightly."""
        return self.right / self.meant if self.meant else 1.0


def scores(warehouse: Path, feeds: Path, links: str = LINKED, distinct: bool = False) -> dict[str, Score]:
    """What differs ► how well such occurrences (or distinct names) are linked; `all` is the whole."""
    weight = "1" if distinct else "count(*)"
    query = f"""
        with truth as (
            select name, area_code, organisation_code as meant, differs_by, {weight} as times
            from read_parquet(?)
            group by all
        )
        select
            coalesce(nullif(differs_by, ''), 'as registered') as differs,
            coalesce(sum(times) filter (meant is not null), 0)::bigint,
            coalesce(sum(times) filter (links.organisation_code is not null), 0)::bigint,
            coalesce(sum(times) filter (links.organisation_code = meant), 0)::bigint
        from truth
        left join ({links}) as links using (name, area_code)
        group by grouping sets ((differs), ())
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute(query, [str(feeds / "truth" / "mentions.parquet")]).fetchall()
    return {kind or "all": Score(*counts) for kind, *counts in sorted(rows, key=lambda row: -row[1])}


def main() -> None:
    """Generate, release and measure in a temporary DATA_HOME, or measure the DATA_HOME given as argument."""
    with tempfile.TemporaryDirectory(prefix="linkage-city-") as folder:
        home = Path(sys.argv[1]) if sys.argv[1:] else Path(folder)
        if not sys.argv[1:]:
            for command in (("sample", "--scale", "city"), ("release",)):
                environment = {**os.environ, "DATA_HOME": folder}
                subprocess.run([_YONGZHUAN, *command], env=environment, capture_output=True, check=True)
        warehouse, feeds = home / "warehouse.duckdb", home / "feeds"
        print(f"{'occurrences':24}{'meant':>10}{'linked':>10}{'right':>10}{'precision':>12}{'recall':>10}")
        for kind, score in scores(warehouse, feeds).items():
            _line(kind, score)
        _line("all distinct names", scores(warehouse, feeds, distinct=True)["all"])
        _line("only as registered", scores(warehouse, feeds, EXACT)["all"])
        _line("with Jaro–Winkler", scores(warehouse, feeds, _JARO_WINKLER)["all"])


def _line(kind: str, score: Score) -> None:
    print(f"{kind:24}{score.meant:10,}{score.linked:10,}{score.right:10,}{score.precision:12.5f}{score.recall:10.5f}")


if __name__ == "__main__":
    main()
