select
    patent_number,
    patent_title,
    holder_name,
    holder_type,
    field as industry_field,
    case
        when asking_price_is_negotiable then 'negotiable'
        when asking_price is null then 'not_told'
        else 'stated'
    end as price_mode,
    cast(asking_price as decimal(18, 2)) as asking_price,
    assessment_level,
    status as offer_status,
    strftime(offered_on, '%Y-%m-%d') as offered_on,
    contact_office,
    version,
    valid_from,
    valid_to,
    record_state,
    change_reason
from {{ ref('int_stock_patents_remembered') }}
