with

enterprises as (
    select
        register.organisation_code,
        register.year,
        {{ published_area('register.area_code') }} as area_code,
        coalesce(groups.industry_group, 'other') as industry_group
    from {{ ref('stg_statistics_bureau__unit_register') }} as register
    left join {{ ref('industry_groups') }} as groups
        on left(register.industry_code, 2) = groups.division
    where register.form = 'B103-1'
),

holding as (
    select
        enterprises.*,
        coalesce(bool_or({{ held_at_end_of('enterprises.year', 'held.granted_on', 'held.expires_on') }}), false) as is_cleared,
        coalesce(bool_or({{ held_at_end_of('enterprises.year - 1', 'held.granted_on', 'held.expires_on') }}), false)
            as was_cleared
    from enterprises
    left join {{ ref('int_inventions_held') }} as held
        on enterprises.organisation_code = held.organisation_code
    group by enterprises.organisation_code, enterprises.year, enterprises.area_code, enterprises.industry_group
),

by_area as (
    select * replace (unnest(['{{ var('city_code') }}', area_code]) as area_code)
    from holding
),

cells as (
    select * replace (unnest(['_T', industry_group]) as industry_group)
    from by_area
),

summed as (
    select
        year,
        area_code,
        industry_group,
        count(*) as enterprises,
        count(*) filter (where is_cleared) as cleared,
        count(*) filter (where is_cleared and not was_cleared) as newly_cleared
    from cells
    group by year, area_code, industry_group
),

delivered as (
    select year(max(grant_date)) as stock_year
    from {{ ref('stg_ip_office__patents') }}
)

select
    cast(years.year as integer) as year,
    area.code as area_code,
    industry.code as industry_group,
    cast(coalesce(summed.enterprises, 0) as integer) as above_scale_enterprises,
    cast(coalesce(summed.cleared, 0) as integer) as cleared_enterprises,
    {{ percentage('summed.cleared', 'summed.enterprises') }} as cleared_share,
    cast(coalesce(summed.newly_cleared, 0) as integer) as newly_cleared_enterprises,
    case when years.year >= delivered.stock_year then 'A' else 'E' end as obs_status,
    'F' as conf_status
from (select distinct enterprises.year from enterprises) as years
cross join {{ ref('area') }} as area
cross join {{ ref('industry_group') }} as industry
cross join delivered
left join summed
    on
        years.year = summed.year
        and area.code = summed.area_code
        and industry.code = summed.industry_group
