{{ config(post_hook="{{ write_built() }}") }}

-- who makes up the inner cells of published value added, 万元: `value_added` as raked, with what belongs to nobody (the
-- smaller units' estimate) under no holder; `reported` as returned, which the published rates let anyone infer
with

inner_cells as (
    select
        *,
        concat_ws('|', year, vintage, area_code, industry_code) as "inner",
        coalesce(cast(value_added as double) / nullif(cast(estimate as double), 0), 1) as raked_by
    from {{ ref('int_value_added_adjusted') }}
    where concat_ws('|', year, vintage, area_code, industry_code) in (
        select published."inner" from {{ ref('int_value_added_published_cells') }} as published
    )
),

units as (
    select
        cells."inner",
        cells.is_newest,
        coalesce(holding.holder, units.organisation_code) as holder,
        units.method,
        units.value_added,
        cast(cast(units.value_added as double) * cells.raked_by as decimal(24, 6)) as raked
    from inner_cells as cells
    inner join {{ ref('int_value_added_completed') }} as units
        on
            cells.year = units.year
            and cells.vintage = units.vintage
            and cells.area_code = units.area_code
            and cells.industry_code = units.industry_code
    {{ joined_to_holding('units.year', 'units.organisation_code') }}
),

amounts as (
    select
        "inner",
        'value_added' as measure,
        holder,
        raked as amount
    from units
    union all
    select
        "inner",
        'value_added' as measure,
        null as holder,
        cast(cast(below_scale as double) * raked_by as decimal(24, 6)) as amount
    from inner_cells
    where below_scale != 0
    union all
    select
        "inner",
        'reported' as measure,
        holder,
        value_added as amount
    from units
    where is_newest and method = 'reported'
)

select
    "inner",
    measure,
    holder,
    cast(sum(amount) as decimal(24, 6)) as amount
from amounts
group by "inner", measure, holder
