with

city as (
    select *
    from {{ ref('int_value_added_by_vintage') }}
    where area_code = '{{ var('city_code') }}' and length(category_code) = 2
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
    {{ percentage('revised.value_added', 'gdp.gdp') }} as share_of_gdp,
    gdp.gdp_vintage,
    cast(revised.census_base as integer) as census_base,
    cast(revised.revision as decimal(18, 2)) as revision,
    {{ growth('revised.value_added', 'revised.value_added_before') }} as revision_percent,
    revised.reason as revision_reason,
    case when classification.is_official and revised.vintage = 'final' then 'A' else 'P' end as obs_status,
    'F' as conf_status
from revised
left join {{ ref('int_gdp_known') }} as gdp
    on revised.year = gdp.year and revised.vintage = gdp.vintage and revised.area_code = gdp.area_code
cross join {{ ref('int_classification_judged') }} as classification
