"""Are the ranks and the line what they say?"""

from collections.abc import Iterator

from expectations.question import Question, no_rows
from published.vocabulary import Text


def questions() -> Iterator[Question]:
    """The laws of ranks, whichever direction is the better one, and the line against its target."""
    yield no_rows(
        "ranks_have_no_gap_but_for_ties",
        Text(zh="名次等于一加名次在前的地区数", en="a rank is one more than how many areas rank before it"),
        """with placed as (
               select *, rank() over (partition by period, indicator order by area_rank) as place
               from {batch} where area_rank is not null
           )
           select * from placed where place != area_rank""",
    )
    yield no_rows(
        "equal_values_share_a_rank",
        Text(zh="数值相同则名次相同，不同则不同", en="equal values share a rank and different ones do not"),
        """select * from {batch} as one inner join {batch} as other using (period, indicator)
           where (one.indicator_value = other.indicator_value) != (one.area_rank = other.area_rank)""",
    )
    yield no_rows(
        "line_within_the_target",
        Text(zh="进度线不超过目标", en="the line never exceeds the target"),
        "select * from {batch} where on_track_line > indicator_target or on_track_line < 0",
    )
    yield no_rows(
        "no_target_for_a_division",
        Text(zh="方案没有给区（县、市）下达目标", en="the plan sets no target for a division"),
        "select * from {batch} where indicator_target is not null and length(area_code) != 4",
        severity="warning",
    )
