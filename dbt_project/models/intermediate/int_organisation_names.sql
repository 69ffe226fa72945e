-- every name and area under which the register of any year knows an organisation
with

register as (
    select distinct
        organisation_code,
        area_code,
        unit_name as name,
        {{ plain_name('unit_name') }} as plain
    from {{ ref('stg_statistics_bureau__unit_register') }}
    where unit_name is not null
)

select
    organisation_code,
    area_code,
    name,
    {{ name_key('plain') }} as name_key
from register
