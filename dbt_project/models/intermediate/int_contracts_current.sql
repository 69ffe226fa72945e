-- one row per contract as it stands: its newest act decides; once cancelled, be it by a row in quarantine, it counts nowhere
with

cancelled as (
    select contract_number
    from {{ ref('base_science_bureau__technology_contracts') }}
    where contract_state = '撤销' and contract_number is not null
),

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
    where contract_number not in (select cancelled.contract_number from cancelled)
),

newest as (
    select *
    from acts
    qualify
        row_number() over (
            partition by contract_number
            order by
                registered_on desc,
                contract_state = '变更' desc,
                contract_value desc nulls last,
                technical_value desc nulls last,
                signed_on desc,
                contract_type asc,
                seller_area_code asc,
                ip_type asc nulls last,
                patent_numbers asc nulls last
        ) = 1
)

select
    * exclude (seller_area_code),
    {{ published_area('seller_area_code') }} as seller_area_code,
    seller_area_code like '{{ var('city_code') }}%' as is_sold_from_city,
    list_has_any(
        string_split_regex(ip_type, '[;；、,，]'), ['发明专利', '实用新型专利', '外观设计专利', '专利']
    ) as is_patent_related
from newest
