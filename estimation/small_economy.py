"""The tables behind the below-scale estimate as arrays, and the estimate of one vintage."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from estimation.arrays import EstimationError
from estimation.below_scale import Survey, levels, positions
from estimation.bootstrap import replicate_weights

Row = Mapping[str, Any]


@dataclass(frozen=True)
class SmallEconomy:
    """Sections, areas and industries by name, the survey, and the censuses' levels (sections × areas), 万元."""

    sections: list[str]
    areas: list[str]
    industries: list[str]
    survey: Survey
    censuses: dict[int, np.ndarray[Any, np.dtype[np.float64]]]

    def estimate(self, vintage: Row, larger: Mapping[str, float]) -> tuple[Any, Any]:
        """Levels (replicates × sections × areas) and shares (replicates × industries) of a vintage, which knows the
        censuses up to its `census_base`; `larger`: value added of listed units by industry. EstimationError: that
        census is not there."""
        base = vintage["census_base"]
        if base not in self.censuses:
            raise EstimationError(
                f"{vintage['year']} 年 {vintage['vintage']} 版以 {base} 年普查为基数，而该普查没有送达：请补报普查基准",
                f"{vintage['year']} {vintage['vintage']} rests on the census of {base}: deliver its benchmark",
            )
        known = {year: level for year, level in self.censuses.items() if year <= base}
        amounts = np.array([larger.get(industry, 0.0) for industry in self.industries])
        return levels(self.survey, known, vintage["year"]), self.survey.shares(vintage["year"], amounts)


def small_economy(
    survey: pa.Table, census: pa.Table, classes: pa.Table, minimum: int, replicates: int = 0, seed: int = 0
) -> SmallEconomy:
    """From the survey's rows, the censuses' rows and the section of each industry, in whatever order; with replicates,
    units are drawn anew within their strata, a unit alike in all its years."""
    section_of = dict(zip(*(classes.column(name).to_pylist() for name in ("industry_code", "section")), strict=True))
    sections, industries = sorted(set(section_of.values())), sorted(section_of)
    areas = sorted({str(row["area_code"]) for row in census.to_pylist()})
    rows = sorted(survey.to_pylist(), key=lambda row: (row["organisation_code"], row["year"]))
    of_section = positions([section_of[industry] for industry in industries], sections)
    industry = positions([row["industry_code"] for row in rows], industries)
    weights = np.array([[float(row["weight"]) for row in rows]]) * _redrawn(rows, replicates, seed)
    return SmallEconomy(
        sections=sections,
        areas=areas,
        industries=industries,
        survey=Survey(
            year=np.array([row["year"] for row in rows], dtype=np.int64),
            section=of_section[industry],
            industry=industry,
            revenue=np.array([float(row["revenue"]) for row in rows]),
            revenue_before=np.array([float(row["revenue_before"] or 0) for row in rows]),
            weights=weights,
            of_section=of_section,
            sections=len(sections),
            minimum=minimum,
        ),
        censuses=_levels_of(census, sections, areas),
    )


def _redrawn(rows: list[dict[str, Any]], replicates: int, seed: int) -> Any:
    """How often each entry's unit was drawn, replicates + 1 × entries; once in the first."""
    once = np.ones((1, len(rows)))
    if not replicates:
        return once
    stratum_of = {row["organisation_code"]: row["stratum"] for row in reversed(rows)}
    codes = sorted(stratum_of)
    strata = [stratum_of[code] for code in codes]
    drawn = replicate_weights(positions(strata, sorted(set(strata))), np.ones(len(codes)), replicates, seed)
    return np.vstack([once, drawn[:, positions([row["organisation_code"] for row in rows], codes)]])


def _levels_of(census: pa.Table, sections: list[str], areas: list[str]) -> dict[int, Any]:
    levels: dict[int, Any] = {}
    for row in census.to_pylist():
        level = levels.setdefault(row["census_year"], np.zeros((len(sections), len(areas))))
        level[sections.index(row["section"]), areas.index(row["area_code"])] = float(row["value_added"])
    return levels
