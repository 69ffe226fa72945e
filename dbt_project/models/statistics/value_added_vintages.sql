with

city as (
    select *
    from {{ ref('int_value_added_by_vintage') }}
    where area_code = '{{ var('city_code') }}' and length(category_code) = 2
),

gdp_known as (
    -- the GDP that the accounts had on the vintage's day, so that numerator and denominator are of one time
    select
        vintages.year,
        vintages.vintage,
        max_by(accounts.version, accounts.released_on) as gdp_vintage,
        cast(max_by(accounts.gdp, accounts.released_on) * 10000 as decimal(18, 2)) as gdp
    from {{ ref('int_account_vintages') }} as vintages
    inner join {{ ref('stg_statistics_bureau__gdp_accounts') }} as accounts
        on vintages.year = accounts.year and vintages.released_on >= accounts.released_on
    where accounts.area_code = '{{ var('city_code') }}' and not accounts.is_of_which
    group by vintages.year, vintages.vintage
),

revised as (
    select
        *,
        cast(value_added as decimal(18, 2))
        - lag(cast(value_added as decimal(18, 2))) over (partition by year, category_code order by released_on) as revision,
        lag(value_added) over (partition by year, category_code order by released_on) as value_added_before
    from city
)

select
    cast(revised.year as integer) as year,
    revised.category_code,
    revised.vintage,
    strftime(revised.released_on, '%Y-%m-%d') as released_on,
    cast(revised.value_added as decimal(18, 2)) as value_added,
    {{ percentage('revised.value_added', 'gdp_known.gdp') }} as share_of_gdp,
    gdp_known.gdp_vintage,
    cast(revised.census_base as integer) as census_base,
    cast(revised.revision as decimal(18, 2)) as revision,
    {{ growth('revised.value_added', 'revised.value_added_before') }} as revision_percent,
    revised.reason as revision_reason,
    case when classification.is_official and revised.vintage = 'final' then 'A' else 'P' end as obs_status,
    'F' as conf_status
from revised
left join gdp_known
    on revised.year = gdp_known.year and revised.vintage = gdp_known.vintage
cross join {{ ref('int_classification_judged') }} as classification
