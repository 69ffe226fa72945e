with

cases as (
    select * from {{ ref('int_typical_cases_remembered') }}
    where has_consent and state in ('published', 'corrected', 'withdrawn')
),

checked as (
    select * from {{ ref('int_typical_cases_checked') }}
)

select
    cases.case_number,
    cases.version,
    cases.collection_round,
    cases.level,
    cases.kind,
    cases.title,
    cases.subject_name,
    {{ published_area('cases.area_code') }} as area_code,
    cases.partner,
    cases.patent_numbers,
    checked.patents,
    checked.patents_in_force,
    checked.patents_held,
    checked.patent_claim,
    checked.contract_claim,
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
    cases.state_reason,
    strftime(cases.published_on, '%Y-%m-%d') as published_on,
    cases.valid_from,
    cases.valid_to,
    cases.record_state,
    cases.change_reason
from cases
inner join checked
    on
        cases.case_number = checked.case_number
        and cases.version = checked.version
