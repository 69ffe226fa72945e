-- of each patent-intensive industry the part that every cluster of every list claims, the rest (_U) and the whole (_T)
with

members as (
    select
        lists.cluster_list,
        order_25.industry_code as gbt4754_code
    from {{ ref('int_cluster_lists') }} as lists
    cross join {{ ref('int_classification_members') }} as order_25
    where order_25.classification = 'patent_intensive'
),

claimed as (
    select
        members.cluster_list,
        mapping.group_code as cluster_code,
        members.gbt4754_code,
        mapping.coefficient
    from {{ ref('int_classification_members') }} as mapping
    inner join members
        on mapping.list_version = members.cluster_list and mapping.industry_code = members.gbt4754_code
    where mapping.classification = 'cluster_361'
),

rest as (
    select
        members.cluster_list,
        members.gbt4754_code,
        1 - coalesce(sum(claimed.coefficient), 0) as coefficient
    from members
    left join claimed
        on members.cluster_list = claimed.cluster_list and members.gbt4754_code = claimed.gbt4754_code
    group by members.cluster_list, members.gbt4754_code
)

select
    cluster_list,
    cluster_code,
    gbt4754_code,
    cast(coefficient as decimal(5, 4)) as coefficient
from claimed
union all
select
    cluster_list,
    '_U' as cluster_code,
    gbt4754_code,
    cast(coefficient as decimal(5, 4)) as coefficient
from rest
where coefficient != 0
union all
select
    cluster_list,
    '_T' as cluster_code,
    gbt4754_code,
    cast(1 as decimal(5, 4)) as coefficient
from members
