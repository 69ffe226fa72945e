-- the stock as delivered: when a patent lapsed is unknown, so no earlier year's stock can be stated
with

delivered as (
    select max(grant_date) as stock_day
    from {{ ref('stg_ip_office__patents') }}
),

counted as (
    select
        unnest(['{{ var('city_code') }}', area_code]) as area_code,
        list_prepend('_T', kinds) as kinds
    from {{ ref('int_high_value_stock') }}
    where not is_marked_without_kind
),

cells as (
    select
        area_code,
        unnest(kinds) as kind
    from counted
),

summed as (
    select
        area_code,
        kind,
        count(*) as patents
    from cells
    group by area_code, kind
),

population as (
    select
        area_code,
        year as population_year,
        population
    from {{ ref('stg_statistics_bureau__population') }}
    where not is_of_which and year <= (select year(delivered.stock_day) from delivered)
    qualify row_number() over (partition by area_code order by year desc) = 1
)

select
    cast(year(delivered.stock_day) as integer) as year,
    area.code as area_code,
    kind.code as high_value_kind,
    cast(coalesce(summed.patents, 0) as integer) as high_value_patents,
    {{ quotient('coalesce(summed.patents, 0)', 'population.population') }} as high_value_per_10k,
    cast(population.population * 10000 as integer) as resident_population,
    cast(population.population_year as integer) as population_year,
    cast(delivered.stock_day as varchar) as stock_day,
    'A' as obs_status,
    'F' as conf_status
from delivered
cross join {{ ref('area') }} as area
cross join {{ ref('high_value_kind') }} as kind
left join summed
    on area.code = summed.area_code and kind.code = summed.kind
left join population
    on area.code = population.area_code
where delivered.stock_day is not null
