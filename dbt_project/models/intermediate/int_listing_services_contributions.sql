{{ config(post_hook="{{ write_built() }}") }}

-- who makes up the services before listing: services and risks by year, area and kind of service; enterprises by all areas
-- and kinds in which they are counted
select
    inner_cell as "inner",
    unnest(['services', 'risks_found', 'risks_settled']) as measure,
    holder,
    cast(unnest([count(*), sum(risks_found), sum(risks_settled)]) as decimal(24, 6)) as amount
from {{ ref('int_listing_services_events') }}
group by inner_cell, holder
union all
select
    served_in as "inner",
    'enterprises_served' as measure,
    holder,
    cast(count(distinct enterprise_code) as decimal(24, 6)) as amount
from {{ ref('int_listing_services_events') }}
group by served_in, holder
