-- the lists of 361 clusters, from when until when each was in force, and whether the mapping of industries is official:
-- every row of it then names the sha256 of one document
with

lists as (
    select distinct
        cast(version as varchar) as cluster_list,
        cast(valid_from as date) as valid_from
    from {{ ref('ningbo_clusters_361') }}
    where scheme like '361%'
),

mapped as (
    select
        cast(version as varchar) as cluster_list,
        count(distinct document_sha256) = 1
        and bool_and(regexp_full_match(coalesce(document_sha256, ''), '[0-9a-f]{64}')) as is_official
    from {{ ref('cluster_industry') }}
    group by version
)

select
    lists.cluster_list,
    lists.valid_from,
    lead(lists.valid_from) over (order by lists.valid_from) as superseded_on,
    coalesce(mapped.is_official, false) as is_official
from lists
left join mapped
    on lists.cluster_list = mapped.cluster_list
