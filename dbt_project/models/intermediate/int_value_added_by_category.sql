-- value added and units per year, area and category, 万元: every cell of the published grid, empty ones as 0
with

members as (
    select
        industries.year,
        industries.area_code,
        industries.units,
        industries.value_added,
        list.code1,
        list.code2
    from {{ ref('int_value_added_by_industry') }} as industries
    inner join {{ ref('patent_intensive_2019') }} as list
        on industries.industry_code = list.gbt4754_code
),

counted as (
    select
        year,
        unnest(['{{ var('city_code') }}', area_code]) as area_code,
        units,
        value_added,
        code1,
        code2
    from members
),

cells as (
    select
        year,
        area_code,
        unnest(case when area_code = '{{ var('city_code') }}' then ['00', code1, code2] else ['00', code1] end) as category_code,
        units,
        value_added
    from counted
),

summed as (
    select
        year,
        area_code,
        category_code,
        sum(units) as units,
        cast(sum(value_added) as decimal(18, 6)) as value_added
    from cells
    group by year, area_code, category_code
),

grid as (
    select
        years.year,
        area.code as area_code,
        category.code as category_code
    from (select distinct year from {{ ref('int_value_added_by_industry') }}) as years
    cross join {{ ref('area') }} as area
    cross join {{ ref('category') }} as category
    where category.level < 2 or area.code = '{{ var('city_code') }}'
)

select
    grid.year,
    grid.area_code,
    grid.category_code,
    coalesce(summed.units, 0) as units,
    coalesce(summed.value_added, 0) as value_added
from grid
left join summed
    on
        grid.year = summed.year
        and grid.area_code = summed.area_code
        and grid.category_code = summed.category_code
