with

cells as (
    select
        *,
        case
            when lag(year) over (partition by area_code, category_code order by year) = year - 1
                then lag(value_added) over (partition by area_code, category_code order by year)
        end as value_added_before,
        max(case when category_code = '00' then value_added end) over (partition by year, area_code) as total
    from {{ ref('int_value_added_by_category') }}
)

select
    cast(cells.year as integer) as year,
    cells.area_code,
    cells.category_code,
    cast(cells.value_added as decimal(18, 2)) as value_added,
    cast(cells.units as integer) as units,
    {{ percentage('cells.value_added', 'cells.total') }} as share_of_total,
    {{ percentage('cells.value_added', 'gdp.gdp') }} as share_of_gdp,
    case
        when cells.value_added_before > 0
            then {{ percentage('cells.value_added - cells.value_added_before', 'cells.value_added_before') }}
    end as growth_nominal,
    gdp.gdp_vintage,
    case when classification.is_official then 'A' else 'P' end as obs_status,
    'F' as conf_status
from cells
left join {{ ref('int_gdp_latest') }} as gdp
    on cells.year = gdp.year and cells.area_code = gdp.area_code
cross join {{ ref('int_classification_judged') }} as classification
