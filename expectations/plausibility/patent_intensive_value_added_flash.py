"""Is the flash believable, in itself and by what earlier ones were worth?"""

from collections.abc import Iterator

from expectations.question import Question, no_rows
from published.vocabulary import Text


def questions() -> Iterator[Question]:
    """Quarters without a gap, totals, signs; earlier flashes against the accounts that came after them."""
    yield no_rows(
        "quarters_follow_each_other",
        Text(zh="各季连续，每季八个类别齐全", en="no quarter is left out and each has all eight categories"),
        """select quarter from {batch} group by quarter having count(*) != 8
           union all select quarter from (
               select quarter, lag(quarter) over (order by quarter) as earlier
               from (select distinct quarter from {batch})
           ) where earlier is not null
           and cast(left(quarter, 4) as integer) * 4 + cast(right(quarter, 1) as integer)
               != cast(left(earlier, 4) as integer) * 4 + cast(right(earlier, 1) as integer) + 1""",
    )
    yield no_rows(
        "categories_make_the_total",
        Text(zh="七大类之和等于合计（每项允许 0.01 修约）", en="the seven categories make the total, within rounding"),
        """select quarter from {batch} group by quarter
           having count(*) = count(value_added)
           and abs(sum(case when category_code = '00' then -value_added else value_added end)) > 0.04""",
    )
    yield no_rows(
        "categories_not_negative",
        Text(zh="各大类各季不为负", en="no category is below zero in a quarter"),
        "select * from {batch} where value_added < 0",
        severity="warning",
    )
    yield no_rows(
        "past_flashes_near",
        Text(
            zh="以往全年快报与年度核算数相差不超过 5%",
            en="past flashes of a whole year within 5 per cent of the accounts",
        ),
        """select * from {batch} where category_code = '00' and right(quarter, 2) = 'Q4'
           and abs(first_estimate_error) > 5""",
        severity="warning",
    )
