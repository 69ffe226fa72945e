with

grid as (
    select
        members.year,
        area.code as area_code,
        members.group_code,
        groups.parent,
        bool_or(members.condition_note is not null) as has_uncounted_members
    from {{ ref('int_high_technology_members') }} as members
    inner join {{ ref('high_technology_group') }} as groups
        on members.group_code = groups.code
    cross join {{ ref('area') }} as area
    where groups.parent is null or area.code = '{{ var('city_code') }}'
    group by members.year, area.code, members.group_code, groups.parent
),

industries as (
    select
        year,
        unnest(['{{ var('city_code') }}', area_code]) as area_code,
        industry_code,
        units,
        value_added
    from {{ ref('int_value_added_by_industry') }}
),

summed as (
    select
        industries.year,
        industries.area_code,
        members.group_code,
        sum(industries.units) as units,
        cast(sum(industries.value_added * members.coefficient) as decimal(24, 6)) as value_added
    from industries
    inner join {{ ref('int_high_technology_members') }} as members
        on industries.year = members.year and industries.industry_code = members.industry_code
    group by industries.year, industries.area_code, members.group_code
),

cells as (
    select
        grid.*,
        coalesce(summed.units, 0) as units,
        coalesce(summed.value_added, 0) as value_added
    from grid
    left join summed
        on
            grid.year = summed.year
            and grid.area_code = summed.area_code
            and grid.group_code = summed.group_code
),

compared as (
    select
        cells.*,
        before.value_added as value_added_before,
        total.value_added as total,
        {{ series_break('high_technology_value_added', 'cells.year - 1', 'cells.year') }} as series_break
    from cells
    left join cells as before
        on
            cells.year = before.year + 1
            and cells.area_code = before.area_code
            and cells.group_code = before.group_code
    inner join cells as total
        on
            cells.year = total.year
            and cells.area_code = total.area_code
            and coalesce(cells.parent, cells.group_code) = total.group_code
)

select
    cast(compared.year as integer) as year,
    compared.area_code,
    compared.group_code as high_technology_group,
    cast(compared.value_added as decimal(18, 2)) as value_added,
    cast(compared.units as integer) as units,
    {{ percentage('compared.value_added', 'compared.total') }} as share_of_classification,
    {{ percentage('compared.value_added', 'gdp.gdp') }} as share_of_gdp,
    {{ growth_within_series('compared.value_added', 'compared.value_added_before', 'compared.series_break') }}
        as growth_nominal,
    compared.series_break,
    gdp.gdp_vintage,
    case when compared.has_uncounted_members then 'P' else 'A' end as obs_status,
    'F' as conf_status,
    'F' as rates_conf_status
from compared
left join {{ ref('int_gdp_latest') }} as gdp
    on compared.year = gdp.year and compared.area_code = gdp.area_code
