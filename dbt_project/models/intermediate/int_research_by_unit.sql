-- R&D expenditure and revenue per year and unit that returned both, 千元; its industry is that of its accounts
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
)

select
    returns.year,
    returns.organisation_code,
    returns.industry_code,
    research.rd_expenditure,
    returns.operating_revenue as revenue
from returns
inner join {{ ref('stg_statistics_bureau__rd_returns') }} as research
    on returns.organisation_code = research.organisation_code and returns.year = research.year
