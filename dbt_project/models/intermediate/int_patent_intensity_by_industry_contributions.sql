{{ config(post_hook="{{ write_built() }}") }}

-- who makes up R&D expenditure and revenue of each published row (window|industry), 千元, over the five years of its window;
-- only their ratio is published, so that the total is no sum of other rows but a row like each
with

units as (
    select
        windows.window_to,
        concat_ws('|', windows.window_to, windows.industry) as "inner",
        research.organisation_code,
        unnest(['rd_expenditure', 'revenue']) as measure,
        unnest([research.rd_expenditure, research.revenue]) as amount
    from {{ ref('int_intensity_by_window') }} as windows
    inner join {{ ref('int_research_by_unit') }} as research
        on
            research.year between windows.window_to - 4 and windows.window_to
            and windows.industry in ('_T', research.industry_code)
    where windows.rd_expenditure is not null
)

select
    units."inner",
    units.measure,
    coalesce(holding.holder, units.organisation_code) as holder,
    cast(sum(units.amount) as decimal(24, 4)) as amount
from units
{{ joined_to_holding('units.window_to', 'units.organisation_code') }}
group by units."inner", units.measure, coalesce(holding.holder, units.organisation_code)
