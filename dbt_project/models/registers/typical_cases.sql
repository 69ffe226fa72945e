with

cases as (
    select * from {{ ref('stg_ip_office__typical_cases') }}
    where has_consent and state in ('published', 'corrected', 'withdrawn')
),

cited as (
    select
        case_number,
        unnest(string_split(patent_numbers, ';')) as app_number
    from cases
    where patent_numbers is not null
),

checked as (
    select
        cited.case_number,
        count(*) as patents,
        count(*) filter (where patents.status_code = '10') as patents_in_force
    from cited
    left join {{ ref('stg_ip_office__patents') }} as patents
        on cited.app_number = patents.app_number
    group by cited.case_number
)

select
    cases.case_number,
    cases.collection_round,
    cases.level,
    cases.kind,
    cases.title,
    cases.subject_name,
    {{ published_area('cases.area_code') }} as area_code,
    cases.partner,
    cases.patent_numbers,
    cast(coalesce(checked.patents, 0) as integer) as patents,
    cast(coalesce(checked.patents_in_force, 0) as integer) as patents_in_force,
    cases.cluster,
    cases.cluster_version,
    cases.industry_code,
    cast(cases.amount as decimal(18, 2)) as amount,
    strftime(cases.amount_as_of, '%Y-%m-%d') as amount_as_of,
    cases.background,
    cases.practice,
    cases.effect,
    cases.lesson,
    cases.state,
    strftime(cases.published_on, '%Y-%m-%d') as published_on
from cases
left join checked
    on cases.case_number = checked.case_number
