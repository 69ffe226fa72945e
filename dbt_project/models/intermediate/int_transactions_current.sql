-- one row per contract that gives away or shares patents of a holder in the city, as it stands
with

transactions as (
    select
        'assignment' as transaction_kind,
        transferor_type as holder_type,
        transferor_area_code as area_code,
        effective_on,
        amount,
        patent_numbers
    from {{ ref('int_transfers_current') }}
    where not is_cancelled
    union all
    select
        licence_kind as transaction_kind,
        licensor_type as holder_type,
        licensor_area_code as area_code,
        effective_on,
        amount,
        patent_numbers
    from {{ ref('int_licences_current') }}
    where not is_cancelled
    union all
    select
        'open' as transaction_kind,
        licensor_type as holder_type,
        licensor_area_code as area_code,
        effective_on,
        amount,
        patent_numbers
    from {{ ref('int_open_licence_deals_current') }}
    where not is_cancelled
)

select *
from transactions
where area_code like '{{ var('city_code') }}%'
