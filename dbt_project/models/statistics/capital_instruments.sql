with

{{ gridded('stg_financial_office__capital_instruments', 'completed_on', 'year',
    {'instrument': 'capital_instrument'}, ['amount', 'patent_numbers']) }}

select
    year,
    area_code,
    instrument as capital_instrument,
    cast(count(*) filter (where is_event) as integer) as capital_projects,
    cast(count(amount) as integer) as projects_with_amount,
    cast(coalesce(sum(amount), 0) as decimal(18, 2)) as capital_raised,
    {{ distinct_patents('patent_numbers') }} as patents,
    'A' as obs_status,
    'F' as conf_status
from gridded
group by year, area_code, instrument
