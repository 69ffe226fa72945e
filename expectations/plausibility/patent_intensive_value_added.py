"""Is the value added believable, against the city's GDP and the last release?"""

from collections.abc import Iterator

from expectations.question import Question, no_rows
from published.vocabulary import Text


def questions() -> Iterator[Question]:
    """Levels and totals; swings between years and revisions since the last release; how good the figures are."""
    yield from _levels()
    yield from _movements()
    yield from _quality()


def _levels() -> Iterator[Question]:
    yield no_rows(
        "share_of_gdp_believable",
        Text(zh="占全市生产总值 2% 至 60%", en="between 2 and 60 per cent of the city's GDP"),
        """select * from {batch} where category_code = '00' and length(area_code) = 4
           and conf_status = 'F' and (share_of_gdp is null or share_of_gdp not between 2 and 60)""",
    )
    yield no_rows(
        "categories_make_the_total",
        Text(zh="七大类之和等于合计（每项允许 0.01 修约）", en="the seven categories make the total, within rounding"),
        """select year, area_code from {batch} where length(category_code) = 2 group by year, area_code
           having count(*) = count(value_added)
           and abs(sum(case when category_code = '00' then -value_added else value_added end)) > 0.04""",
    )
    yield no_rows(
        "areas_make_the_city",
        Text(zh="各地区与不分地区之和等于全市", en="divisions and the unallocated part make the city, within rounding"),
        """select year, category_code from {batch} where length(category_code) = 2 group by year, category_code
           having count(*) = count(value_added)
           and abs(sum(case when length(area_code) = 4 then -value_added else value_added end)) > 0.06""",
    )


def _movements() -> Iterator[Question]:
    yield no_rows(
        "contributions_make_the_growth",
        Text(
            zh="七大类贡献之和等于合计的贡献（每项允许 0.01 修约）",
            en="the contributions of the seven categories make that of the total, within rounding",
        ),
        """select year, area_code from {batch} where length(category_code) = 2 group by year, area_code
           having count(*) = count(contribution)
           and abs(sum(case when category_code = '00' then -contribution else contribution end)) > 0.04""",
    )
    yield no_rows(
        "city_growth_believable",
        Text(zh="全市合计年增长在 -20% 与 40% 之间", en="the city's total grows between -20 and 40 per cent"),
        """select * from {batch} where category_code = '00' and length(area_code) = 4
           and growth_nominal not between -20 and 40""",
    )
    yield no_rows(
        "category_growth_usual",
        Text(zh="全市各大类年增长在 -50% 与 100% 之间", en="the city's categories grow between -50 and 100 per cent"),
        """select * from {batch} where length(category_code) = 2 and length(area_code) = 4
           and growth_nominal not between -50 and 100""",
        severity="warning",
    )
    yield no_rows(
        "revision_usual",
        Text(
            zh="全市合计较上次发布修订不超过 5%",
            en="the city's total moves less than 5 per cent since the last release",
        ),
        """select * from {batch} as candidate inner join previous using (year, area_code, category_code)
           where category_code = '00' and length(area_code) = 4
           and abs(candidate.value_added - previous.value_added) > 0.05 * abs(previous.value_added)""",
        severity="warning",
    )
    yield no_rows(
        "units_kept",
        Text(zh="全市填报单位不少于上年的八成", en="at least eight tenths of the units of the year before"),
        """select * from {batch} as later inner join {batch} as before using (area_code, category_code)
           where length(area_code) = 4 and category_code = '00' and later.year = before.year + 1
           and later.units < 0.8 * before.units""",
    )


def _quality() -> Iterator[Question]:
    yield no_rows(
        "range_holds_the_figure",
        Text(zh="数值在所列范围之内", en="the figure lies within its range"),
        """select * from {batch}
           where value_added not between range_low and range_high or (range_low is null) != (range_high is null)""",
    )
    yield no_rows(
        "imputation_bounded",
        Text(
            zh="修订数和最终数中，全市合计的插补率不超过 20%",
            en="at most 20 per cent of the city's total is imputed once it is more than preliminary",
        ),
        """select * from {batch} where category_code = '00' and length(area_code) = 4
           and vintage != 'preliminary' and imputation_rate > 20""",
    )
    yield no_rows(
        "response_usual",
        Text(zh="全市合计的回收率不低于 80%", en="at least 80 per cent of the city's units have responded"),
        "select * from {batch} where category_code = '00' and length(area_code) = 4 and response_rate < 80",
        severity="warning",
    )
    yield no_rows(
        "quality_usable",
        Text(zh="全市合计与大类的质量等级不为 D", en="no grade D among the city's total and categories"),
        "select * from {batch} where length(category_code) = 2 and length(area_code) = 4 and quality_grade = 'D'",
        severity="warning",
    )
