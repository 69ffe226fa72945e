-- what happened on the trading platform, one row per listing, roadshow and deal; a deal is its seller's: the first holder
-- whom the register of patents knows of what was listed, an organisation by its code and everybody else by name
with

listed as (
    select
        listing_number,
        unnest(string_split(patent_numbers, ';')) as patent_number,
        generate_subscripts(string_split(patent_numbers, ';'), 1) as place
    from {{ ref('stg_trading_platform__listings') }}
),

sellers as (
    select
        listed.listing_number,
        arg_min(coalesce(linked.organisation_code, holders.name), listed.place) as seller
    from listed
    inner join {{ ref('int_patent_holders') }} as holders
        on listed.patent_number = holders.app_number and holders.place = 1
    left join {{ ref('int_organisations_linked') }} as linked
        on holders.name = linked.name and holders.area_code = linked.area_code
    group by listed.listing_number
)

select
    'listing' as act,
    product,
    area_code,
    listed_on as happened_on,
    cast(null as decimal(18, 4)) as deal_value,
    cast(null as varchar) as seller
from {{ ref('stg_trading_platform__listings') }}
union all
select
    events.act,
    events.product,
    events.area_code,
    events.happened_on,
    events.deal_value,
    case when events.act = 'deal' then sellers.seller end as seller
from {{ ref('stg_trading_platform__events') }} as events
left join sellers
    on events.listing_number = sellers.listing_number
