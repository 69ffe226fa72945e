select
    centre_number,
    centre_name,
    industry as industry_field,
    host_name,
    {{ published_area('area_code') }} as area_code,
    level as recognition_level,
    batch,
    strftime(recognised_on, '%Y-%m-%d') as recognised_on,
    version,
    valid_from,
    valid_to,
    record_state,
    change_reason
from {{ ref('int_high_value_centres_remembered') }}
