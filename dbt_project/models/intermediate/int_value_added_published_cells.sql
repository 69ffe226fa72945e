{{ config(post_hook="{{ write_built() }}") }}

-- which published figure of value added is which weighted sum of inner cells (year|vintage|area|industry): `key` finds the
-- row of the dataset, `cell` is what is withheld or shown as one; `reported` is what the published rates let anyone infer
{%- set city = var('city_code') %}
with

inner_cells as (
    select
        *,
        concat_ws('|', year, vintage, area_code, industry_code) as "inner",
        unnest(['{{ city }}', area_code]) as counted_in,
        case when is_newest then 'value_added' else 'value_added:' || vintage end as measure
    from {{ ref('int_value_added_adjusted') }}
),

of_categories as (
    select
        cells.*,
        unnest(
            ['00', list.code1] || case when cells.counted_in = '{{ city }}' then [list.code2] else [] end
        ) as category_code
    from inner_cells as cells
    inner join {{ ref('patent_intensive_2019') }} as list
        on cells.industry_code = list.gbt4754_code
),

figures as (
    select
        'patent_intensive_value_added' as dataset,
        concat_ws('|', year, counted_in, category_code) as key,
        concat_ws('|', year, counted_in, category_code) as cell,
        unnest(case when units_reported > 0 then ['value_added', 'reported'] else ['value_added'] end) as measure,
        "inner",
        1 as coefficient
    from of_categories
    where is_newest
    union all
    select
        'value_added_vintages' as dataset,
        concat_ws('|', year, category_code, vintage) as key,
        concat_ws('|', year, counted_in, category_code) as cell,
        measure,
        "inner",
        1 as coefficient
    from of_categories
    where counted_in = '{{ city }}' and length(category_code) = 2
    union all
    select
        'patent_intensive_value_added_by_cluster' as dataset,
        concat_ws('|', cells.year, shares.cluster_list, shares.cluster_code) as key,
        'patent_intensive_value_added_by_cluster|' || key as cell,
        cells.measure,
        cells."inner",
        shares.coefficient
    from inner_cells as cells
    inner join {{ ref('int_cluster_shares') }} as shares
        on cells.industry_code = shares.gbt4754_code
    where cells.is_newest and cells.counted_in = '{{ city }}'
    union all
    select
        'high_technology_value_added' as dataset,
        concat_ws('|', cells.year, cells.counted_in, members.group_code) as key,
        'high_technology_value_added|' || key as cell,
        cells.measure,
        cells."inner",
        members.coefficient
    from inner_cells as cells
    inner join {{ ref('int_high_technology_members') }} as members
        on cells.year = members.year and cells.industry_code = members.industry_code
    inner join {{ ref('high_technology_group') }} as groups
        on members.group_code = groups.code
    where cells.is_newest and (groups.parent is null or cells.counted_in = '{{ city }}')
)

select
    dataset,
    key,
    cell,
    measure,
    "inner",
    cast(sum(coefficient) as decimal(9, 4)) as coefficient
from figures
group by dataset, key, cell, measure, "inner"
