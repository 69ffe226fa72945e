{{ config(post_hook="{{ write_built() }}") }}

-- what statisticians decided about unusual returns (保留 use it, 插补 impute it), the last word on each return
with

decisions as (
    select
        row_number() over () as line,
        upper(trim(organisation_code)) as organisation_code,
        try_cast(year as integer) as year,
        decision,
        decided_on
    from {{ source('raw_zone', 'outlier_decisions') }}
),

latest as (
    select *
    from decisions
    qualify line = max(line) over (partition by organisation_code, year)
)

select
    latest.organisation_code,
    latest.year,
    latest.decision,
    latest.decided_on,
    latest.line + 1 as line,
    case
        when coalesce(latest.decision, '') not in ('保留', '插补') then 'answer_unreadable'
        when units.organisation_code is null then 'return_unknown'
    end as complaint
from latest
left join {{ ref('int_value_added_by_unit') }} as units
    on latest.organisation_code = units.organisation_code and latest.year = units.year
