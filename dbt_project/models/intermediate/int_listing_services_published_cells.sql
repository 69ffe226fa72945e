{{ config(post_hook="{{ write_built() }}") }}

-- which published figure of the services before listing is the sum of which inner cells: an event counts in its area and
-- the city, under its kind of service and all
with

counted as (
    select
        *,
        unnest(['_T', service]) as listing_service
    from (
        select
            *,
            unnest(['{{ var('city_code') }}', area_code]) as counted_in
        from {{ ref('int_listing_services_events') }}
    )
),

figures as (
    select
        concat_ws('|', year, counted_in, listing_service) as key,
        unnest(['services', 'risks_found', 'risks_settled', 'enterprises_served']) as measure,
        unnest([inner_cell, inner_cell, inner_cell, served_in]) as "inner"
    from counted
)

{{ rows_of('listing_services') }}
