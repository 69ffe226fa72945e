{{ config(post_hook="{{ write_built() }}") }}

-- which published R&D intensity is the ratio of which sums (`measure`) of inner cells (window|industry)
with

inner_cells as (
    select distinct
        split_part("inner", '|', 1) as window_to,
        "inner"
    from {{ ref('int_research_contributions') }}
),

shown as (
    select
        concat_ws('|', window_to, industry) as key,
        cast(window_to as varchar) as window_to,
        industry
    from {{ ref('int_intensity_by_window') }}
    where rd_expenditure is not null
)

select
    'patent_intensity_by_industry' as dataset,
    shown.key,
    shown.key as cell,
    unnest(['rd_expenditure', 'revenue']) as measure,
    inner_cells."inner",
    cast(1 as decimal(9, 4)) as coefficient
from shown
inner join inner_cells
    on shown.key = inner_cells."inner" or (shown.industry = '_T' and shown.window_to = inner_cells.window_to)
