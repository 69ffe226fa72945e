select
    pilot_number,
    enterprise_name,
    {{ published_area('area_code') }} as area_code,
    ability_level,
    batch,
    strftime(assessed_on, '%Y-%m-%d') as assessed_on,
    version,
    valid_from,
    valid_to,
    record_state,
    change_reason
from {{ ref('int_management_pilots_remembered') }}
