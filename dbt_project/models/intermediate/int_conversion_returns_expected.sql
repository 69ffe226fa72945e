-- every return that a public body owes, from its first one on: what was not delivered is unknown, never zero
with

returns as (
    select
        year,
        institution_code,
        institution_name,
        institution_type as holder_type,
        valid_patents,
        patents_in_production,
        patents_transferred,
        patents_licensed
    from {{ ref('stg_education_bureau__university_conversion') }}
    union all
    select
        year,
        institution_code,
        institution_name,
        'health' as holder_type,
        valid_patents,
        patents_in_production,
        patents_transferred,
        patents_licensed
    from {{ ref('stg_health_commission__hospital_conversion') }}
),

bodies as (
    select
        institution_code,
        min(year) as first_year
    from returns
    group by institution_code
),

years as (
    select unnest(generate_series(min(year), max(year))) as year
    from returns
)

select
    cast(years.year as integer) as year,
    last_value(returns.holder_type ignore nulls) over by_year as holder_type,
    last_value(returns.institution_name ignore nulls) over by_year as institution_name,
    returns.year is not null as is_reported,
    returns.valid_patents,
    returns.patents_in_production,
    returns.patents_transferred,
    returns.patents_licensed
from bodies
inner join years
    on bodies.first_year <= years.year
left join returns
    on bodies.institution_code = returns.institution_code and years.year = returns.year
window by_year as (
    partition by bodies.institution_code
    order by years.year
    rows between unbounded preceding and current row
)
