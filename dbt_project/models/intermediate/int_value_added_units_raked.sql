{{ config(materialized="view") }}

-- what every unit makes up of the value added as raked, 万元, and what the smaller units are estimated to make up
-- (`below_scale`, of no unit); of a unit also what it returned or was imputed, before raking
with

cells as (
    select
        *,
        coalesce(cast(value_added as double) / nullif(cast(estimate as double), 0), 1) as raked_by
    from {{ ref('int_value_added_adjusted') }}
)

select
    cells.year,
    cells.vintage,
    cells.is_newest,
    cells.area_code,
    cells.industry_code,
    units.organisation_code,
    units.method,
    units.value_added,
    cast(cast(units.value_added as double) * cells.raked_by as decimal(24, 6)) as raked
from cells
inner join {{ ref('int_value_added_completed') }} as units
    on
        cells.year = units.year
        and cells.vintage = units.vintage
        and cells.area_code = units.area_code
        and cells.industry_code = units.industry_code
union all
select
    year,
    vintage,
    is_newest,
    area_code,
    industry_code,
    null as organisation_code,
    'below_scale' as method,
    below_scale as value_added,
    cast(cast(below_scale as double) * raked_by as decimal(24, 6)) as raked
from cells
where below_scale != 0
