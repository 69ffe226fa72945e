with

{{ gridded('int_preexamination_events', 'happened_on', 'quarter', {'field': 'centre_field'}, ['event', 'days'],
    by_area=false) }}

select
    quarter,
    field as centre_field,
    cast(count(*) filter (where event = 'filed') as integer) as preexaminations_filed,
    cast(count(*) filter (where event = 'accepted') as integer) as preexaminations_accepted,
    cast(count(*) filter (where event = 'granted') as integer) as patents_granted,
    cast(median(days) as decimal(18, 1)) as median_days,
    cast(count(*) filter (where event = 'rights_case') as integer) as rights_cases,
    'A' as obs_status,
    'F' as conf_status
from gridded
group by quarter, field
