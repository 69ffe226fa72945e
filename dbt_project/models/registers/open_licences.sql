with

deals as (
    select
        unnest(string_split(declaration_numbers, ';')) as declaration_number,
        deal_number
    from {{ ref('int_open_licence_deals_current') }}
    where not is_cancelled
),

taken as (
    select
        declaration_number,
        count(*) as deals
    from deals
    group by declaration_number
)

select
    offer.declaration_number,
    offer.version,
    offer.patent_number as offered_patent_number,
    -- without an organisation code the holder may be a person
    case when offer.holder_code is not null then offer.holder_name end as licensor_name,
    offer.holder_type,
    {{ published_area('offer.area_code') }} as area_code,
    offer.fee_text as fee_terms,
    cast(offer.fee as decimal(18, 2)) as licence_fee,
    strftime(offer.term_from, '%Y-%m-%d') as licence_from,
    strftime(offer.term_to, '%Y-%m-%d') as licence_to,
    offer.status as open_licence_status,
    strftime(offer.declared_on, '%Y-%m-%d') as declaration_published_on,
    strftime(offer.withdrawn_on, '%Y-%m-%d') as withdrawal_published_on,
    cast(coalesce(taken.deals, 0) as integer) as deals_to_date,
    offer.valid_from,
    offer.valid_to,
    offer.record_state,
    offer.change_reason
from {{ ref('int_open_licences_remembered') }} as offer
left join taken
    on offer.declaration_number = taken.declaration_number
