with

{{ gridded('stg_ip_office__valuations', 'valued_on', 'year',
    {'purpose': 'valuation_purpose', 'holder_type': 'holder_type'}, ['amount', 'acted_on'], by_area=false) }},

counted as (
    select
        year,
        purpose as valuation_purpose,
        holder_type,
        count(*) filter (where is_event) as valuations,
        count(*) filter (where acted_on) as valuations_acted_on,
        coalesce(sum(amount), 0) as valued_amount
    from gridded
    group by year, purpose, holder_type
)

select
    year,
    valuation_purpose,
    holder_type,
    cast(valuations as integer) as valuations,
    cast(valued_amount as decimal(18, 2)) as valued_amount,
    cast(valuations_acted_on as integer) as valuations_acted_on,
    {{ percentage('valuations_acted_on', 'valuations') }} as acted_on_share,
    'A' as obs_status,
    'F' as conf_status
from counted
