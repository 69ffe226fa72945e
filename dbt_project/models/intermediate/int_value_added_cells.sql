-- value added before raking per vintage, area and industry, 万元: listed units as returned and as imputed, and the
-- estimate of what smaller units make; with the listed units behind it
with

above as (
    select
        year,
        vintage,
        area_code,
        industry_code,
        count(*) as units,
        count(*) filter (where method = 'reported') as units_reported,
        cast(sum(case when method = 'reported' then value_added else 0 end) as decimal(24, 6)) as reported,
        cast(sum(case when method != 'reported' then value_added else 0 end) as decimal(24, 6)) as imputed
    from {{ ref('int_value_added_completed') }}
    group by year, vintage, area_code, industry_code
),

below as (
    select
        year,
        vintage,
        {{ published_area('area_code') }} as area_code,
        industry_code,
        value_added as below_scale
    from {{ ref('int_value_added_below_scale') }}
),

cells as (
    select
        coalesce(above.year, below.year) as year,
        coalesce(above.vintage, below.vintage) as vintage,
        coalesce(above.area_code, below.area_code) as area_code,
        coalesce(above.industry_code, below.industry_code) as industry_code,
        coalesce(above.units, 0) as units,
        coalesce(above.units_reported, 0) as units_reported,
        coalesce(above.reported, 0) as reported,
        coalesce(above.imputed, 0) as imputed,
        coalesce(below.below_scale, 0) as below_scale
    from above
    full outer join below
        on
            above.year = below.year
            and above.vintage = below.vintage
            and above.area_code = below.area_code
            and above.industry_code = below.industry_code
)

select
    cells.year,
    cells.vintage,
    vintages.is_newest,
    vintages.accounts_version,
    cells.area_code,
    cells.industry_code,
    sections.section,
    cells.units,
    cells.units_reported,
    cells.reported,
    cells.imputed,
    cast(cells.reported + cells.imputed as decimal(24, 6)) as above_scale,
    cells.below_scale,
    cast(cells.reported + cells.imputed + cells.below_scale as decimal(24, 6)) as estimate
from cells
inner join {{ ref('int_account_vintages') }} as vintages
    on cells.year = vintages.year and cells.vintage = vintages.vintage
inner join {{ ref('int_industry_sections') }} as sections
    on cells.industry_code = sections.industry_code
