-- one row per contract that gives away or shares patents of a holder in the city, as it stands; of several assignors or
-- licensors the first is its holder, an organisation of the register by its code and everybody else by name
with

transactions as (
    select
        'assignment' as transaction_kind,
        {{ names_in('transferor_name') }}[1] as holder_name,
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
        {{ names_in('licensor_name') }}[1] as holder_name,
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
        {{ names_in('licensor_name') }}[1] as holder_name,
        licensor_type as holder_type,
        licensor_area_code as area_code,
        effective_on,
        amount,
        patent_numbers
    from {{ ref('int_open_licence_deals_current') }}
    where not is_cancelled
)

select
    transactions.*,
    coalesce(there.organisation_code, anywhere.organisation_code, transactions.holder_name) as holder
from transactions
left join {{ ref('int_organisations_linked') }} as there
    on transactions.holder_name = there.name and transactions.area_code = there.area_code
left join {{ ref('int_organisations_linked') }} as anywhere
    on transactions.holder_name = anywhere.name and anywhere.area_code = ''
where transactions.area_code like '{{ var('city_code') }}%'
