select
    entry_number,
    programme as enterprise_programme,
    batch,
    level as recognition_level,
    enterprise_name,
    {{ published_area('area_code') }} as area_code,
    strftime(recognised_on, '%Y-%m-%d') as recognised_on,
    version,
    valid_from,
    valid_to,
    record_state,
    change_reason
from {{ ref('int_leading_enterprises_remembered') }}
