-- who sells and who buys by a technology contract, each name by itself; the area is that of the first of a side
with

sides as (
    select
        contract_number,
        'seller' as side,
        coalesce(seller_area_code, '') as area_code,
        {{ names_in('seller_name') }} as names
    from {{ ref('stg_science_bureau__technology_contracts') }}
    union all
    select
        contract_number,
        'buyer' as side,
        coalesce(buyer_area_code, '') as area_code,
        {{ names_in('buyer_name') }} as names
    from {{ ref('stg_science_bureau__technology_contracts') }}
),

named as (
    select
        * exclude (names),
        unnest(names) as name,
        generate_subscripts(names, 1) as place
    from sides
)

select distinct
    contract_number,
    side,
    place,
    name,
    case when place = 1 then area_code else '' end as area_code
from named
