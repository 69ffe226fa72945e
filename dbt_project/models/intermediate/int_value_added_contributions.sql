{{ config(post_hook="{{ write_built() }}") }}

-- who makes up the inner cells of published value added, 万元: `value_added` as raked, with what belongs to nobody (the
-- smaller units' estimate) under no holder; `reported` as returned, which the published rates let anyone infer
with

units as (
    select
        *,
        concat_ws('|', year, vintage, area_code, industry_code) as "inner"
    from {{ ref('int_value_added_units_raked') }}
),

held as (
    select
        units.*,
        coalesce(holding.holder, units.organisation_code) as holder
    from units
    {{ joined_to_holding('units.year', 'units.organisation_code') }}
    where units."inner" in (
        select published."inner" from {{ ref('int_value_added_published_cells') }} as published
    )
),

amounts as (
    select
        "inner",
        'value_added' as measure,
        holder,
        raked as amount
    from held
    union all
    select
        "inner",
        'reported' as measure,
        holder,
        value_added as amount
    from held
    where is_newest and method = 'reported'
)

select
    "inner",
    measure,
    holder,
    cast(sum(amount) as decimal(24, 6)) as amount
from amounts
group by "inner", measure, holder
