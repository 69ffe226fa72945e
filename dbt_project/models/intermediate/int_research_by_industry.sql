-- R&D expenditure and revenue per year and industry, 千元, over the units that returned both; _T is all industries
with

returns as (
    select
        organisation_code,
        year,
        industry_code,
        operating_revenue
    from {{ ref('stg_statistics_bureau__industrial_returns') }}
    union all
    select
        organisation_code,
        year,
        industry_code,
        operating_revenue
    from {{ ref('stg_statistics_bureau__service_returns') }}
),

both_returned as (
    select
        returns.year,
        unnest(['_T', returns.industry_code]) as industry,
        research.rd_expenditure,
        returns.operating_revenue
    from returns
    inner join {{ ref('stg_statistics_bureau__rd_returns') }} as research
        on returns.organisation_code = research.organisation_code and returns.year = research.year
)

select
    year,
    industry,
    cast(sum(rd_expenditure) as decimal(24, 4)) as rd_expenditure,
    cast(sum(operating_revenue) as decimal(24, 4)) as revenue
from both_returned
group by year, industry
