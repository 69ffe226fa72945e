-- the services before listing with the holder of the enterprise served; `inner_cell` is one year, area and kind of service,
-- `served_in` all areas and kinds in which the enterprise is counted in the year: those with the same are never told apart
with

events as (
    select
        {{ period_of('served_on', 'year') }} as year,
        {{ published_area('area_code') }} as area_code,
        service,
        enterprise_code,
        coalesce(risks_found, 0) as risks_found,
        coalesce(risks_settled, 0) as risks_settled
    from {{ ref('stg_ip_office__listing_services') }}
    where served_on is not null
),

places as (
    select
        year,
        enterprise_code,
        year || '|' || string_agg(distinct area_code || ':' || service, '+' order by area_code || ':' || service) as served_in
    from events
    group by year, enterprise_code
)

select
    events.*,
    concat_ws('|', events.year, events.area_code, events.service) as inner_cell,
    places.served_in,
    coalesce(holding.holder, events.enterprise_code) as holder
from events
inner join places
    on events.year = places.year and events.enterprise_code = places.enterprise_code
{{ joined_to_holding('events.year', 'events.enterprise_code') }}
