"""Was the bureau's table copied whole?"""

from collections.abc import Iterator

from expectations.question import Question, no_rows
from published.vocabulary import Text


def questions() -> Iterator[Question]:
    """The divisions and the difference make the total; the difference is a small part of it."""
    for measure in ("industrial_value_added", "industrial_value_added_since_january"):
        yield no_rows(
            f"divisions_and_difference_make_the_total_of_{measure}",
            Text(
                zh=f"各区（县、市）与差额之和等于合计（{measure}）",
                en=f"parts and difference make the total: {measure}",
            ),
            f"""select month from {{batch}} where row_kind != 'of_which' group by month
                having sum(case when row_kind = 'total' then -{measure} else {measure} end) != 0""",
        )
    yield no_rows(
        "difference_is_small",
        Text(zh="差额不超过合计的一成五", en="the difference is at most 15 per cent of the total"),
        """select * from {batch} as rest inner join {batch} as whole using (month)
           where rest.row_kind = 'difference' and whole.row_kind = 'total'
           and abs(rest.industrial_value_added_since_january) > 0.15 * whole.industrial_value_added_since_january""",
        severity="warning",
    )
