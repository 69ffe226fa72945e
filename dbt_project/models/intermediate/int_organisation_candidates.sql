-- every organisation that a name may mean, with its probability and what became of the pair
with

thresholds as (
    select
        max(value) filter (where parameter = 'link_threshold') as linked_from,
        max(value) filter (where parameter = 'review_threshold') as doubtful_from
    from {{ ref('linkage') }}
),

found as (
    select
        name,
        area_code,
        organisation_code,
        method,
        cast(probability as double) as probability,
        is_certain
    from {{ ref('int_organisations_matched') }}
    union all
    select
        mentions.name,
        mentions.area_code,
        scored.organisation_code,
        'probabilistic' as method,
        scored.probability,
        scored.probability >= (select thresholds.linked_from from thresholds) as is_certain
    from {{ ref('int_organisation_pairs_scored') }} as scored
    inner join {{ ref('int_organisation_mentions') }} as mentions
        on scored.mention = mentions.parent_key || '@' || mentions.area_code
    left join {{ ref('int_organisations_matched') }} as matched
        on mentions.name = matched.name and mentions.area_code = matched.area_code
    where matched.name is null and not mentions.is_elsewhere
),

decisions as (
    select * from {{ ref('int_linkage_decisions_checked') }}
    where complaint is null
),

settled as (
    select
        name,
        area_code
    from decisions
    where decision = '是'
)

select
    found.name,
    found.area_code,
    found.organisation_code,
    found.method,
    found.probability,
    found.is_certain and settled.name is null as is_link,
    not found.is_certain
    and settled.name is null
    and found.probability >= (select thresholds.doubtful_from from thresholds) as is_doubtful
from found
left join settled
    on found.name = settled.name and found.area_code = settled.area_code
left join decisions as refused
    on
        found.name = refused.name
        and found.area_code = refused.area_code
        and found.organisation_code = refused.organisation_code
        and refused.decision = '否'
where refused.name is null

union all

select
    name,
    area_code,
    organisation_code,
    'clerk' as method,
    1.0 as probability,
    true as is_link,
    false as is_doubtful
from decisions
where decision = '是'
