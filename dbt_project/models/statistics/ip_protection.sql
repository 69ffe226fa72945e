with

{{ gridded('int_protection_events', 'happened_on', 'quarter', {'kind': 'protection_kind'}, ['event', 'days']) }}

select
    quarter,
    area_code,
    kind as protection_kind,
    cast(count(*) filter (where event = 'accepted') as integer) as cases_accepted,
    cast(count(*) filter (where event = 'closed') as integer) as cases_closed,
    cast(median(days) as decimal(18, 1)) as median_days,
    'A' as obs_status,
    'F' as conf_status
from gridded
group by quarter, area_code, kind
