-- what a case claims, against what the other departments say: its patents, its contract, its pledge
with

cases as (
    select * from {{ ref('int_typical_cases_remembered') }}
),

cited as (
    select
        case_number,
        version,
        subject_code,
        unnest(string_split(patent_numbers, ';')) as app_number
    from cases
    where patent_numbers is not null
),

held as (
    select
        patents.app_number,
        patents.status_code,
        list(linked.organisation_code) as holder_codes
    from {{ ref('stg_ip_office__patents') }} as patents
    left join {{ ref('int_patent_holders') }} as holders
        on patents.app_number = holders.app_number
    left join {{ ref('int_organisations_linked') }} as linked
        on holders.name = linked.name and holders.area_code = linked.area_code
    group by patents.app_number, patents.status_code
),

patents as (
    select
        cited.case_number,
        cited.version,
        count(*) as patents,
        count(*) filter (where held.status_code = '10') as patents_in_force,
        count(*) filter (where list_contains(held.holder_codes, cited.subject_code)) as patents_held,
        count(*) filter (where held.app_number is null) as unknown
    from cited
    left join held
        on cited.app_number = held.app_number
    group by cited.case_number, cited.version
)

select
    cases.case_number,
    cases.version,
    cast(coalesce(patents.patents, 0) as integer) as patents,
    cast(coalesce(patents.patents_in_force, 0) as integer) as patents_in_force,
    cast(coalesce(patents.patents_held, 0) as integer) as patents_held,
    case
        when patents.patents is null then 'not_applicable'
        when patents.unknown > 0 then 'not_found'
        when patents.patents_in_force < patents.patents or patents.patents_held < patents.patents then 'differs'
        else 'agrees'
    end as patent_claim,
    case
        when cases.contract_number is null then 'not_applicable'
        when contracts.contract_number is null then 'not_found'
        when coalesce(contracts.contract_value != cases.amount, true) then 'differs'
        else 'agrees'
    end as contract_claim
from cases
left join patents
    on cases.case_number = patents.case_number and cases.version = patents.version
left join {{ ref('int_contracts_current') }} as contracts
    on cases.contract_number = contracts.contract_number
