-- what happened to pre-examined applications and rapid enforcement cases, one row per event on its own day
select
    field,
    'filed' as event,
    submitted_on as happened_on,
    cast(null as bigint) as days
from {{ ref('stg_protection_centre__preexaminations') }}
union all
select
    field,
    'accepted' as event,
    accepted_on as happened_on,
    null as days
from {{ ref('stg_protection_centre__preexaminations') }}
union all
select
    field,
    'granted' as event,
    granted_on as happened_on,
    granted_on - submitted_on as days
from {{ ref('stg_protection_centre__preexaminations') }}
union all
select
    field,
    'rights_case' as event,
    accepted_on as happened_on,
    null as days
from {{ ref('stg_protection_centre__rights_cases') }}
