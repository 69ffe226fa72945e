select
    project_number,
    project_title,
    industry as industry_field,
    host_name,
    {{ published_area('area_code') }} as area_code,
    level as recognition_level,
    strftime(started_on, '%Y-%m-%d') as started_on,
    strftime(finished_on, '%Y-%m-%d') as finished_on,
    outcome,
    version,
    valid_from,
    valid_to,
    record_state,
    change_reason
from {{ ref('int_navigation_projects_remembered') }}
