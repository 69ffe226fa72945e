with

{{ gridded('stg_insurance_centre__policies', 'begins_on', 'year', {'product': 'insurance_product'},
    ['cover', 'premium', 'claim_paid']) }}

select
    year,
    area_code,
    product as insurance_product,
    cast(count(*) filter (where is_event) as integer) as policies,
    cast(coalesce(sum(premium), 0) as decimal(18, 2)) as premium,
    cast(coalesce(sum(cover), 0) as decimal(18, 2)) as insurance_cover,
    cast(count(*) filter (where claim_paid > 0) as integer) as claims,
    cast(coalesce(sum(claim_paid), 0) as decimal(18, 2)) as claims_paid,
    'A' as obs_status,
    'F' as conf_status
from gridded
group by year, area_code, product
