-- which industry of GB/T 4754-2017 each version of a classification counts in which of its groups, with what part, and
-- from the end of which day until that of which other; a member that is only a part of industries has no code and no part
with

versions as (
    select
        classification,
        list_version,
        valid_from,
        valid_to
    from {{ ref('classification_versions') }}
    union all
    select
        'cluster_361' as classification,
        cluster_list as list_version,
        valid_from,
        cast(superseded_on - interval 1 day as date) as valid_to
    from {{ ref('int_cluster_lists') }}
),

members as (
    select
        'patent_intensive' as classification,
        '2019' as list_version,
        code2 as group_code,
        gbt4754_code as industry_code,
        1 as coefficient,
        null as condition_note,
        provenance as source
    from {{ ref('patent_intensive_2019') }}
    union all
    select
        'cluster_361' as classification,
        cast(mapping.version as varchar) as list_version,
        cluster.code as group_code,
        mapping.gbt4754_code as industry_code,
        mapping.coefficient,
        null as condition_note,
        mapping.source
    from {{ ref('cluster_industry') }} as mapping
    inner join {{ ref('cluster') }} as cluster
        on mapping.cluster = cluster.zh
    union all
    select
        groups.classification,
        versions.list_version,
        groups.code as group_code,
        list.gbt4754_code as industry_code,
        case when list.gbt4754_code is not null then 1 end as coefficient,
        case when list.has_condition_text then list.name3 end as condition_note,
        list.provenance as source
    from {{ ref('high_technology_2017') }} as list
    inner join {{ ref('high_technology_group') }} as groups
        on list.name1 = groups.zh
    inner join versions
        on groups.classification = versions.classification
)

select
    members.classification,
    members.list_version,
    members.group_code,
    members.industry_code,
    cast(members.coefficient as decimal(5, 4)) as coefficient,
    members.condition_note,
    versions.valid_from,
    versions.valid_to,
    members.source
from members
left join versions
    on members.classification = versions.classification and members.list_version = versions.list_version
