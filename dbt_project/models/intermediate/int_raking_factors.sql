{{ config(post_hook="{{ write_built() }}") }}

-- by how much raking moved each section of each area in each vintage: raked over estimated
select
    cells.year,
    cells.vintage,
    cells.section,
    cells.area_code,
    bool_and(cells.is_newest) as is_newest,
    cast(sum(cells.estimate) as decimal(24, 6)) as estimate,
    cast(sum(raked.value_added) as decimal(24, 6)) as value_added,
    {{ quotient('sum(raked.value_added)', 'sum(cells.estimate)', times=10000) }} * 0.0001 as factor
from {{ ref('int_value_added_cells') }} as cells
inner join {{ ref('int_value_added_raked') }} as raked
    on
        cells.year = raked.year
        and cells.vintage = raked.vintage
        and cells.area_code = raked.area_code
        and cells.industry_code = raked.industry_code
group by cells.year, cells.vintage, cells.section, cells.area_code
