with

bodies as (
    select * from {{ ref('int_operation_bodies_remembered') }}
    union all by name
    select * from {{ ref('int_innovation_bodies_remembered') }}
)

select
    body_number,
    body_name,
    kind as conversion_body_kind,
    level as recognition_level,
    host_name,
    {{ published_area('area_code') }} as area_code,
    cast(members as integer) as members,
    cast(pooled_patents as integer) as pooled_patents,
    strftime(established_on, '%Y-%m-%d') as established_on,
    version,
    valid_from,
    valid_to,
    record_state,
    change_reason
from bodies
