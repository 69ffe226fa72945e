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

compared as (
    select
        latest.*,
        certain.organisation_code as certain_code,
        latest.organisation_code in (select known.organisation_code from {{ ref('int_organisation_names') }} as known)
            as is_known,
        count(*) filter (where latest.decision = '是') over (partition by latest.name, latest.area_code) as times_linked
    from latest
    left join {{ ref('int_organisations_matched') }} as certain
        on latest.name = certain.name and latest.area_code = certain.area_code and certain.is_certain
),

judged as (
    select
        *,
        case
            when coalesce(decision, '') not in ('是', '否') then 'answer_unreadable'
            when not coalesce(is_known, false) then 'organisation_unknown'
            when (decision = '是') != (organisation_code = certain_code) then 'contradicts_register'
            when decision = '是' and times_linked > 1 then 'two_organisations'
        end as complaint
    from compared
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
