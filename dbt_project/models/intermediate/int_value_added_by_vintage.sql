-- value added per vintage, area and patent-intensive category, 万元: every cell of the published grid, empty ones as 0,
-- with what it is made of before raking and at the prices of the year before
with

members as (
    select
        cells.*,
        list.code1,
        list.code2,
        cast({{ quotient('cells.value_added', 'deflators.deflator', times=1000000) }} * 0.0001 as decimal(24, 6))
            as at_prices_before
    from {{ ref('int_value_added_adjusted') }} as cells
    inner join {{ ref('patent_intensive_2019') }} as list
        on cells.industry_code = list.gbt4754_code
    left join {{ ref('stg_statistics_bureau__deflators') }} as deflators
        on
            cells.year = deflators.year
            and cells.section = deflators.class_code
            and deflators.deflator_scope = 'section'
),

counted as (
    select
        * exclude (area_code),
        unnest(['{{ var('city_code') }}', area_code]) as area_code
    from members
),

categorised as (
    select
        * exclude (code1, code2),
        unnest(['00', code1] || case when area_code = '{{ var('city_code') }}' then [code2] else [] end) as category_code
    from counted
),

summed as (
    select
        year,
        vintage,
        area_code,
        category_code,
        sum(units) as units,
        sum(units_reported) as units_reported,
        cast(sum(reported) as decimal(24, 6)) as reported,
        cast(sum(imputed) as decimal(24, 6)) as imputed,
        cast(sum(below_scale) as decimal(24, 6)) as below_scale,
        cast(sum(estimate) as decimal(24, 6)) as estimate,
        cast(sum(value_added) as decimal(24, 6)) as value_added,
        cast(sum(without_imputation) as decimal(24, 6)) as without_imputation,
        case when count(at_prices_before) = count(*) then cast(sum(at_prices_before) as decimal(24, 6)) end
            as at_prices_before
    from categorised
    group by year, vintage, area_code, category_code
),

grid as (
    select
        vintages.year,
        vintages.vintage,
        vintages.released_on,
        vintages.reason,
        vintages.census_base,
        vintages.is_newest,
        area.code as area_code,
        category.code as category_code
    from {{ ref('int_account_vintages') }} as vintages
    cross join {{ ref('area') }} as area
    cross join {{ ref('category') }} as category
    where
        (category.level < 2 or area.code = '{{ var('city_code') }}')
        and vintages.year in (select cells.year from {{ ref('int_value_added_cells') }} as cells)
)

select
    grid.*,
    coalesce(summed.units, 0) as units,
    coalesce(summed.units_reported, 0) as units_reported,
    cast(coalesce(summed.reported, 0) as decimal(24, 6)) as reported,
    cast(coalesce(summed.imputed, 0) as decimal(24, 6)) as imputed,
    cast(coalesce(summed.below_scale, 0) as decimal(24, 6)) as below_scale,
    cast(coalesce(summed.estimate, 0) as decimal(24, 6)) as estimate,
    cast(coalesce(summed.value_added, 0) as decimal(24, 6)) as value_added,
    cast(coalesce(summed.without_imputation, 0) as decimal(24, 6)) as without_imputation,
    summed.at_prices_before
from grid
left join summed
    on
        grid.year = summed.year
        and grid.vintage = summed.vintage
        and grid.area_code = summed.area_code
        and grid.category_code = summed.category_code
