{{ config(post_hook="{{ write_built() }}") }}

-- who makes up R&D expenditure and revenue of each industry in each five-year window that has an intensity, 千元
with

windows as (
    select distinct window_to
    from {{ ref('int_intensity_by_window') }}
    where rd_expenditure is not null
),

units as (
    select
        concat_ws('|', windows.window_to, research.industry_code) as "inner",
        coalesce(holding.holder, research.organisation_code) as holder,
        research.rd_expenditure,
        research.revenue
    from windows
    inner join {{ ref('int_research_by_unit') }} as research
        on research.year between windows.window_to - 4 and windows.window_to
    left join {{ ref('int_holding_groups') }} as holding
        on windows.window_to = holding.year and research.organisation_code = holding.organisation_code
),

amounts as (
    select
        "inner",
        holder,
        unnest(['rd_expenditure', 'revenue']) as measure,
        unnest([rd_expenditure, revenue]) as amount
    from units
)

select
    "inner",
    measure,
    holder,
    cast(sum(amount) as decimal(24, 4)) as amount
from amounts
group by "inner", measure, holder
