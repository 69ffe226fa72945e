-- value added per vintage, area and patent-intensive category, 万元: every cell of the published grid, empty ones as 0,
-- with what it is made of before raking, the raking factors in it, and its value at the prices of the year before
with

members as (
    select
        cells.year,
        cells.vintage,
        cells.section,
        cells.area_code,
        list.code1,
        list.code2,
        cells.units,
        cells.units_reported,
        cells.reported,
        cells.imputed,
        cells.below_scale,
        cells.estimate,
        raked.value_added,
        raked.without_imputation,
        factors.factor
    from {{ ref('int_value_added_cells') }} as cells
    inner join {{ ref('int_value_added_raked') }} as raked
        on
            cells.year = raked.year
            and cells.vintage = raked.vintage
            and cells.area_code = raked.area_code
            and cells.industry_code = raked.industry_code
    inner join {{ ref('int_raking_factors') }} as factors
        on
            cells.year = factors.year
            and cells.vintage = factors.vintage
            and cells.section = factors.section
            and cells.area_code = factors.area_code
    inner join {{ ref('patent_intensive_2019') }} as list
        on cells.industry_code = list.gbt4754_code
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

by_section as (
    select
        year,
        vintage,
        section,
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
        min(factor) as least_factor,
        max(factor) as greatest_factor
    from categorised
    group by year, vintage, section, area_code, category_code
),

deflated as (
    select
        by_section.*,
        cast({{ quotient('by_section.value_added', 'deflators.deflator', times=1000000) }} * 0.0001 as decimal(24, 6))
            as at_prices_before
    from by_section
    left join {{ ref('stg_statistics_bureau__deflators') }} as deflators
        on
            by_section.year = deflators.year
            and by_section.section = deflators.class_code
            and deflators.deflator_scope = 'section'
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
        min(least_factor) as least_factor,
        max(greatest_factor) as greatest_factor,
        case when count(at_prices_before) = count(*) then cast(sum(at_prices_before) as decimal(24, 6)) end
            as at_prices_before
    from deflated
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
    summed.least_factor,
    summed.greatest_factor,
    summed.at_prices_before
from grid
left join summed
    on
        grid.year = summed.year
        and grid.vintage = summed.vintage
        and grid.area_code = summed.area_code
        and grid.category_code = summed.category_code
