with

{{ gridded('int_open_licence_events', 'happened_on', 'quarter', {'holder_type': 'holder_type'},
    ['event', 'fee', 'stock_change'], by_area=false) }},

counted as (
    select
        quarter,
        holder_type,
        count(*) filter (where event = 'declared') as declared,
        count(*) filter (where event = 'withdrawn') as withdrawn,
        coalesce(sum(stock_change), 0) as stock_change,
        count(*) filter (where event = 'deal') as deals,
        count(fee) as deals_with_fee,
        coalesce(sum(fee), 0) as fees
    from gridded
    group by quarter, holder_type
)

select
    quarter,
    holder_type,
    cast(declared as integer) as open_licence_declarations,
    cast(withdrawn as integer) as declarations_withdrawn,
    cast(sum(stock_change) over (partition by holder_type order by quarter) as integer) as declarations_in_force,
    cast(deals as integer) as open_licence_deals,
    cast(deals_with_fee as integer) as deals_with_fee,
    cast(fees as decimal(18, 2)) as deal_fees,
    'A' as obs_status,
    'F' as conf_status
from counted
