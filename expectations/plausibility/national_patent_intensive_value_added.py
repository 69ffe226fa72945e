"""Do the announced national figures agree with themselves?"""

from collections.abc import Iterator

from expectations.question import Question, no_rows
from published.vocabulary import Text


def questions() -> Iterator[Question]:
    """Sums and shares within the rounding of the announcement."""
    yield no_rows(
        "categories_make_the_total",
        Text(zh="七大类之和与合计之差在修约范围内", en="the seven categories make the total, within rounding"),
        """select year, release_date from {batch} group by year, release_date
           having count(value_added) = 8
           and abs(sum(case when category_code = '00' then -value_added else value_added end)) > 4 * 10000""",
    )
    yield no_rows(
        "shares_recompute",
        Text(zh="占比可由增加值算出（0.1 个百分点修约）", en="shares recompute from the levels, to 0.1 point"),
        """select * from {batch} as part inner join {batch} as total using (year, release_date)
           where total.category_code = '00' and part.category_code != '00'
           and abs(part.value_added / total.value_added * 100 - part.share_of_total) > 0.0501""",
    )
