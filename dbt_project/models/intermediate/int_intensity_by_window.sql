-- per five-year window and industry: inventions granted, average employed persons, R&D and revenue; what was not
-- reported for every year of the window is unknown, not smaller. _T: all industries, employed persons where known
{% set window_years = 5 %}
with

classes as (
    select
        year,
        industry_code as industry,
        employed
    from {{ ref('stg_statistics_bureau__employment') }}
    where length(industry_code) = 4
),

years as (
    select distinct year from classes
),

windows as (
    select
        last.year as window_to,
        last.year - {{ window_years - 1 }} as window_from
    from years as last
    inner join years
        on years.year between last.year - {{ window_years - 1 }} and last.year
    group by last.year
    having count(*) = {{ window_years }}
),

employment as (
    select
        windows.window_to,
        classes.industry,
        case when count(*) = {{ window_years }} then sum(classes.employed) end as employed
    from windows
    inner join classes
        on classes.year between windows.window_from and windows.window_to
    group by windows.window_to, classes.industry
),

grants as (
    select
        windows.window_to,
        grants.industry,
        sum(grants.invention_grants) as invention_grants
    from windows
    inner join {{ ref('int_invention_grants') }} as grants
        on grants.year between windows.window_from and windows.window_to
    group by windows.window_to, grants.industry
),

returned as (
    select
        windows.window_to,
        count(distinct research.year) = {{ window_years }} as is_complete
    from windows
    left join {{ ref('int_research_by_industry') }} as research
        on research.year between windows.window_from and windows.window_to
    group by windows.window_to
),

research as (
    select
        windows.window_to,
        research.industry,
        sum(research.rd_expenditure) as rd_expenditure,
        sum(research.revenue) as revenue
    from windows
    inner join returned
        on windows.window_to = returned.window_to and returned.is_complete
    inner join {{ ref('int_research_by_industry') }} as research
        on research.year between windows.window_from and windows.window_to
    group by windows.window_to, research.industry
),

industries as (
    select
        employment.window_to,
        employment.industry,
        employment.employed,
        coalesce(grants.invention_grants, 0) as invention_grants
    from employment
    left join grants
        on employment.window_to = grants.window_to and employment.industry = grants.industry
),

counted as (
    select
        *,
        case when employed is not null then invention_grants end as grants_with_employed
    from industries
    union all
    -- grants whose industry has no employed persons in the returns
    select
        grants.window_to,
        '_U' as industry,
        null as employed,
        sum(grants.invention_grants) as invention_grants,
        null as grants_with_employed
    from grants
    left join industries
        on grants.window_to = industries.window_to and grants.industry = industries.industry
    where industries.industry is null
    group by grants.window_to
),

with_total as (
    select * from counted
    union all
    select
        window_to,
        '_T' as industry,
        sum(employed) as employed,
        sum(invention_grants) as invention_grants,
        sum(grants_with_employed) as grants_with_employed
    from counted
    group by window_to
)

select
    with_total.window_to,
    with_total.industry,
    cast(with_total.invention_grants as bigint) as invention_grants,
    cast(with_total.employed * {{ 1 / window_years }} as decimal(18, 1)) as average_employed,
    cast(with_total.grants_with_employed as bigint) as grants_with_employed,
    research.rd_expenditure,
    research.revenue
from with_total
left join research
    on with_total.window_to = research.window_to and with_total.industry = research.industry
