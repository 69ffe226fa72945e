-- R&D expenditure and revenue per year and industry, 千元, over the units that returned both; _T is all industries
with

counted as (
    select
        year,
        unnest(['_T', industry_code]) as industry,
        rd_expenditure,
        revenue
    from {{ ref('int_research_by_unit') }}
)

select
    year,
    industry,
    cast(sum(rd_expenditure) as decimal(24, 4)) as rd_expenditure,
    cast(sum(revenue) as decimal(24, 4)) as revenue
from counted
group by year, industry
