{{ config(post_hook="{{ write_built() }}") }}

-- who makes up the patents of each inner cell (year|type|body; all enterprises are one): of each stratum's estimate every
-- surveyed enterprise has the part that its weighted patents are of all; public bodies are published one by one, so that
-- theirs are nobody's secret and have no holder
{%- set counts = ['valid_patents', 'patents_in_production', 'patents_transferred', 'patents_licensed'] %}
with

surveyed as (
    select
        survey.year,
        survey.stratum,
        survey.enterprise_code,
        unnest({{ counts }}) as measure,
        unnest([strata.{{ counts | join(', strata.') }}]) as estimate,
        survey.design_weight * unnest([survey.{{ counts | join(', survey.') }}]) as weighted
    from {{ ref('stg_ip_office__industrialisation_survey') }} as survey
    inner join {{ ref('int_enterprise_conversion_strata') }} as strata
        on survey.year = strata.year and survey.stratum = strata.stratum
),

shared as (
    select
        *,
        coalesce(cast(weighted as double) / nullif(cast(sum(weighted) over stratum as double), 0), 0) as share
    from surveyed
    window stratum as (partition by year, stratum, measure)
),

reported as (
    select
        concat_ws('|', year, holder_type, institution_name) as "inner",
        unnest({{ counts }}) as measure,
        unnest([{{ counts | join(', ') }}]) as patents
    from {{ ref('int_conversion_returns_expected') }}
    where is_reported
),

amounts as (
    select
        concat_ws('|', shared.year, 'enterprise', '_T') as "inner",
        shared.measure,
        coalesce(holding.holder, shared.enterprise_code) as holder,
        cast(cast(shared.estimate as double) * shared.share as decimal(28, 12)) as amount
    from shared
    {{ joined_to_holding('shared.year', 'shared.enterprise_code') }}
    union all
    select
        "inner",
        measure,
        null as holder,
        patents as amount
    from reported
)

select
    "inner",
    measure,
    holder,
    cast(sum(amount) as decimal(28, 12)) as amount
from amounts
group by "inner", measure, holder
