with

counted as (
    select
        year(begins_on) as year,
        unnest(['{{ var('city_code') }}', {{ published_area('area_code') }}]) as area_code,
        product,
        cover,
        premium,
        claim_paid
    from {{ ref('stg_insurance_centre__policies') }}
),

cells as (
    select * replace (unnest(['_T', product]) as product)
    from counted
),

grid as (
    select
        years.year,
        area.code as area_code,
        codes.code as product
    from (select unnest(generate_series(min(year), max(year))) as year from counted) as years
    cross join {{ ref('area') }} as area
    cross join {{ ref('insurance_product') }} as codes
)

select
    cast(grid.year as integer) as year,
    grid.area_code,
    grid.product as insurance_product,
    cast(count(cells.product) as integer) as policies,
    cast(coalesce(sum(cells.premium), 0) as decimal(18, 2)) as premium,
    cast(coalesce(sum(cells.cover), 0) as decimal(18, 2)) as insurance_cover,
    cast(count(*) filter (where cells.claim_paid > 0) as integer) as claims,
    cast(coalesce(sum(cells.claim_paid), 0) as decimal(18, 2)) as claims_paid,
    'A' as obs_status,
    'F' as conf_status
from grid
left join cells
    on grid.year = cells.year and grid.area_code = cells.area_code and grid.product = cells.product
group by grid.year, grid.area_code, grid.product
