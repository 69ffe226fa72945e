with

{{ gridded('stg_ip_office__listing_services', 'served_on', 'year', {'service': 'listing_service'},
    ['enterprise_code', 'risks_found', 'risks_settled']) }}

select
    year,
    area_code,
    service as listing_service,
    cast(count(*) filter (where is_event) as integer) as services,
    cast(count(distinct enterprise_code) as integer) as enterprises_served,
    cast(coalesce(sum(risks_found), 0) as integer) as risks_found,
    cast(coalesce(sum(risks_settled), 0) as integer) as risks_settled,
    'A' as obs_status,
    'F' as conf_status
from gridded
group by year, area_code, service
