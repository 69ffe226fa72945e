with

counted as (
    select
        year(served_on) as year,
        unnest(['{{ var('city_code') }}', {{ published_area('area_code') }}]) as area_code,
        service,
        enterprise_code,
        risks_found,
        risks_settled
    from {{ ref('stg_ip_office__listing_services') }}
),

cells as (
    select * replace (unnest(['_T', service]) as service)
    from counted
),

grid as (
    select
        years.year,
        area.code as area_code,
        codes.code as service
    from (select unnest(generate_series(min(year), max(year))) as year from counted) as years
    cross join {{ ref('area') }} as area
    cross join {{ ref('listing_service') }} as codes
)

select
    cast(grid.year as integer) as year,
    grid.area_code,
    grid.service as listing_service,
    cast(count(cells.service) as integer) as services,
    cast(count(distinct cells.enterprise_code) as integer) as enterprises_served,
    cast(coalesce(sum(cells.risks_found), 0) as integer) as risks_found,
    cast(coalesce(sum(cells.risks_settled), 0) as integer) as risks_settled,
    'A' as obs_status,
    'F' as conf_status
from grid
left join cells
    on grid.year = cells.year and grid.area_code = cells.area_code and grid.service = cells.service
group by grid.year, grid.area_code, grid.service
