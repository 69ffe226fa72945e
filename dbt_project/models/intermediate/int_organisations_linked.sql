with

register as (
    select
        unit_name as name,
        any_value(organisation_code) as organisation_code
    from {{ ref('stg_statistics_bureau__unit_register') }}
    group by unit_name
    having count(distinct organisation_code) = 1
)

select
    mentions.name,
    mentions.area_code,
    register.organisation_code,
    case when register.organisation_code is not null then 'exact' end as method,
    cast(null as double) as probability
from {{ ref('int_organisation_mentions') }} as mentions
left join register
    on mentions.name = register.name
