-- what happened on the trading platform, one row per listing, roadshow and deal
select
    'listing' as act,
    product,
    area_code,
    listed_on as happened_on,
    cast(null as decimal(18, 4)) as deal_value
from {{ ref('stg_trading_platform__listings') }}
union all
select
    act,
    product,
    area_code,
    happened_on,
    deal_value
from {{ ref('stg_trading_platform__events') }}
