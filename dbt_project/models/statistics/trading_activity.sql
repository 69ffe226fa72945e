with

{{ gridded('int_trading_events', 'happened_on', 'quarter', {'product': 'trading_product'}, ['act', 'deal_value']) }},

counted as (
    select
        quarter,
        area_code,
        product as trading_product,
        count(*) filter (where act = 'listing') as listings,
        count(*) filter (where act = 'roadshow') as roadshows,
        count(*) filter (where act = 'deal') as deals,
        count(deal_value) filter (where act = 'deal') as deals_with_value,
        sum(deal_value) filter (where act = 'deal') as deal_value
    from gridded
    group by quarter, area_code, product
)

select
    quarter,
    area_code,
    trading_product,
    cast(listings as integer) as listings,
    cast(roadshows as integer) as roadshows,
    cast(deals as integer) as deals,
    cast(deals_with_value as integer) as deals_with_value,
    {{ percentage('deals_with_value', 'deals') }} as value_coverage,
    cast(case when deals = 0 then 0 else deal_value end as decimal(18, 2)) as deal_value,
    case when deals > 0 and deals_with_value = 0 then 'O' else 'A' end as obs_status,
    'F' as conf_status
from counted
