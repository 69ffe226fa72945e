"""Is the value added of high technology believable against the city's GDP and its own totals?"""

from collections.abc import Iterator

from expectations.question import Question, no_rows
from published.vocabulary import Text


def questions() -> Iterator[Question]:
    """Shares of GDP of the two totals; shares of a classification; groups that make their total."""
    yield no_rows(
        "high_technology_share_of_gdp",
        Text(
            zh="全市高技术制造业、高技术服务业各占生产总值 0 至 30%",
            en="high-technology manufacturing and services each make 0 to 30 per cent of the city's GDP",
        ),
        """select * from {batch} where length(high_technology_group) = 1 and length(area_code) = 4
           and conf_status = 'F' and (share_of_gdp is null or share_of_gdp not between 0 and 30)""",
    )
    yield no_rows(
        "groups_make_their_classification",
        Text(
            zh="各大类之和等于所属分类合计（每项允许 0.01 修约）",
            en="the groups make the total of their classification, within rounding",
        ),
        """select year, left(high_technology_group, 1) from {batch} where length(area_code) = 4
           group by year, left(high_technology_group, 1)
           having count(*) = count(value_added)
           and abs(sum(case length(high_technology_group) when 1 then -value_added else value_added end)) > 0.05""",
    )
    yield no_rows(
        "group_share_believable",
        Text(zh="各组占所属分类 0 至 100%", en="each group makes 0 to 100 per cent of its classification"),
        "select * from {batch} where share_of_classification not between 0 and 100",
        severity="warning",
    )
