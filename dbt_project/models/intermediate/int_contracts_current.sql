-- one row per contract as it stands: its newest act decides, a cancelled contract counts nowhere
with

acts as (
    select distinct
        contract_number,
        contract_type,
        signed_on,
        registered_on,
        contract_state,
        seller_area_code,
        ip_type,
        patent_numbers,
        contract_value,
        technical_value
    from {{ ref('stg_science_bureau__technology_contracts') }}
),

newest as (
    select *
    from acts
    qualify
        row_number() over (
            partition by contract_number
            order by
                registered_on desc,
                case contract_state when '撤销' then 2 when '变更' then 1 else 0 end desc,
                contract_value desc nulls last
        ) = 1
)

select
    * exclude (seller_area_code),
    {{ published_area('seller_area_code') }} as seller_area_code,
    seller_area_code like '{{ var('city_code') }}%' as is_sold_from_city,
    contains(ip_type, '专利') as is_patent_related
from newest
where contract_state != '撤销'
