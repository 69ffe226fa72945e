with

{{ gridded('int_technology_trade_current', 'signed_on', 'quarter',
    {'direction': 'trade_direction', 'partner': 'partner', 'kind': 'trade_kind'},
    ['contract_value', 'settled'], by_area=false) }}

select
    quarter,
    direction as trade_direction,
    partner as trade_partner,
    kind as trade_kind,
    cast(count(*) filter (where is_event) as integer) as contracts,
    cast(coalesce(sum(contract_value), 0) as decimal(18, 2)) as contract_value,
    cast(coalesce(sum(settled), 0) as decimal(18, 2)) as settled,
    'A' as obs_status,
    'F' as conf_status
from gridded
group by quarter, direction, partner, kind
