select
    entry_number,
    institution_name,
    institution_type as holder_type,
    measure as reform_measure,
    case when adopted then 'adopted' else 'not_adopted' end as adoption,
    strftime(adopted_on, '%Y-%m-%d') as adopted_on,
    document,
    version,
    valid_from,
    valid_to,
    record_state,
    change_reason
from {{ ref('int_institution_reforms_remembered') }}
