-- what clerks decided about names and organisations, the last word on each pair, and what is wrong with it
with

decisions as (
    select
        row_number() over () as line,
        name,
        coalesce(area_code, '') as area_code,
        upper(trim(organisation_code)) as organisation_code,
        decision,
        decided_on
    from {{ source('raw_zone', 'linkage_decisions') }}
),

latest as (
    select *
    from decisions
    qualify line = max(line) over (partition by name, area_code, organisation_code)
),

judged as (
    select
        latest.*,
        case
            when latest.decision not in ('是', '否') then 'answer_unreadable'
            when latest.organisation_code not in (select organisation_code from {{ ref('int_organisation_names') }})
                then 'organisation_unknown'
            when certain.organisation_code is not null
                and (latest.decision = '是') != (latest.organisation_code = certain.organisation_code)
                then 'contradicts_register'
            when latest.decision = '是'
                and count(*) filter (where latest.decision = '是') over (partition by latest.name, latest.area_code) > 1
                then 'two_organisations'
        end as complaint
    from latest
    left join {{ ref('int_organisations_matched') }} as certain
        on latest.name = certain.name and latest.area_code = certain.area_code and certain.is_certain
)

select
    name,
    area_code,
    organisation_code,
    decision,
    decided_on,
    line + 1 as line,
    complaint
from judged
