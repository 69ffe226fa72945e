with

summed as (
    select
        industries.year,
        shares.cluster_list,
        shares.cluster_code,
        sum(industries.units) as units,
        cast(sum(industries.value_added * shares.coefficient) as decimal(24, 4)) as value_added
    from {{ ref('int_value_added_by_industry') }} as industries
    inner join {{ ref('int_cluster_shares') }} as shares
        on industries.industry_code = shares.gbt4754_code
    group by industries.year, shares.cluster_list, shares.cluster_code
),

rows_of_list as (
    select
        cast(named.version as varchar) as cluster_list,
        cluster.code as cluster_code
    from {{ ref('ningbo_clusters_361') }} as named
    inner join {{ ref('cluster') }} as cluster
        on named.cluster = cluster.zh
    union all
    select
        lists.cluster_list,
        cluster.code as cluster_code
    from {{ ref('int_cluster_lists') }} as lists
    inner join {{ ref('cluster') }} as cluster
        on cluster.code in ('_T', '_U')
),

cells as (
    select
        years.year,
        lists.cluster_list,
        grid.cluster_code,
        lists.is_official,
        make_date(years.year, 12, 31) >= lists.valid_from
        and coalesce(make_date(years.year, 12, 31) < lists.superseded_on, true) as is_in_force,
        coalesce(summed.units, 0) as units,
        coalesce(summed.value_added, 0) as value_added
    from (select distinct year from {{ ref('int_value_added_by_industry') }}) as years
    cross join {{ ref('int_cluster_lists') }} as lists
    inner join rows_of_list as grid
        on lists.cluster_list = grid.cluster_list
    left join summed
        on
            years.year = summed.year
            and grid.cluster_list = summed.cluster_list
            and grid.cluster_code = summed.cluster_code
),

totals as (
    select
        *,
        max(case when cluster_code = '_T' then value_added end) over (partition by year, cluster_list) as total
    from cells
)

select
    cast(totals.year as integer) as year,
    totals.cluster_list,
    totals.cluster_code,
    cast(totals.value_added as decimal(18, 2)) as value_added,
    {{ percentage('totals.value_added', 'totals.total') }} as share_of_intensive,
    cast(totals.units as integer) as units,
    case when totals.is_in_force then 'Y' else 'N' end as list_in_force,
    case when totals.is_official and classification.is_official then 'A' else 'P' end as obs_status,
    'F' as conf_status,
    'F' as rates_conf_status
from totals
cross join {{ ref('int_classification_judged') }} as classification
