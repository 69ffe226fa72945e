"""Are the contracts believable?"""

from collections.abc import Iterator

from expectations.question import Question, no_rows
from published.vocabulary import Text


def questions() -> Iterator[Question]:
    """Parts against wholes, the technical part against the value, targets against their source."""
    yield no_rows(
        "technical_within_value",
        Text(zh="技术交易额不超过合同成交额", en="the technical value never exceeds the contract value"),
        "select * from {batch} where technical_value > contract_value",
    )
    yield no_rows(
        "types_make_the_total",
        Text(zh="各类别合同数之和等于合计", en="contracts by type make the total"),
        """select month, area_code, patent_related from {batch} group by all
           having sum(case when contract_type = '_T' then -contracts else contracts end) != 0""",
    )
    yield no_rows(
        "areas_make_the_city",
        Text(zh="各地区合同数之和等于全市", en="contracts by division make the city"),
        """select month, contract_type, patent_related from {batch} group by all
           having sum(case when length(area_code) = 4 then -contracts else contracts end) != 0""",
    )
    yield no_rows(
        "target_only_for_the_city",
        Text(zh="只有全市涉及专利的合计有年度目标", en="only the city's patent-related total has a target"),
        """select * from {batch} where target is not null
           and (length(area_code) != 4 or contract_type != '_T' or patent_related != 'Y')""",
    )
    yield no_rows(
        "value_known_for_most",
        Text(zh="每月至少九成合同登记了金额", en="at least nine tenths of each month's contracts have a value"),
        """select * from {batch} where length(area_code) = 4 and contract_type = '_T' and patent_related = '_T'
           and contracts_with_value < 0.9 * contracts""",
        severity="warning",
    )
    yield no_rows(
        "year_on_year_believable",
        Text(
            zh="全市累计成交额在上年同期的三分之一至三倍之间",
            en="the city's value lies within a third and three times that of a year before",
        ),
        """select * from {batch} as later inner join {batch} as before
           using (area_code, contract_type, patent_related)
           where length(area_code) = 4 and contract_type = '_T' and right(later.month, 3) = '-12'
           and later.month = cast(cast(left(before.month, 4) as integer) + 1 as varchar) || right(before.month, 3)
           and later.cumulative_value not between before.cumulative_value / 3 and before.cumulative_value * 3""",
    )
