{{ config(post_hook="{{ write_built() }}") }}

-- which published count of patents is which sum of inner cells (year|type|body). Public bodies are known, so that all holders
-- tell of the enterprises: both rows are one cell, also where a body is missing and only the rates of all are published
with

inner_cells as (
    select distinct
        "inner",
        measure,
        string_split("inner", '|')[1] as year,
        string_split("inner", '|')[2] as holder_type
    from {{ ref('int_commercialisation_rate_contributions') }}
),

public_types as (
    select
        cast(year as varchar) as year,
        holder_type,
        bool_and(is_reported) as is_complete
    from {{ ref('int_conversion_returns_expected') }}
    group by year, holder_type
),

surveyed as (
    select
        enterprises.year,
        enterprises."inner" as cell,
        count(distinct public_types.holder_type) filter (where public_types.is_complete) = 3 as is_complete
    from inner_cells as enterprises
    left join public_types
        on enterprises.year = public_types.year
    where enterprises.holder_type = 'enterprise'
    group by enterprises.year, enterprises."inner"
),

figures as (
    select
        "inner" as key,
        "inner" as cell,
        measure,
        "inner"
    from inner_cells
    union all
    select
        concat_ws('|', cells.year, cells.holder_type, '_T') as key,
        key as cell,
        cells.measure,
        cells."inner"
    from inner_cells as cells
    inner join public_types
        on cells.year = public_types.year and cells.holder_type = public_types.holder_type
    where public_types.is_complete
    union all
    select
        concat_ws('|', cells.year, '_T', '_T') as key,
        surveyed.cell,
        case when surveyed.is_complete then cells.measure || ':all' else cells.measure end as measure,
        cells."inner"
    from inner_cells as cells
    inner join surveyed
        on cells.year = surveyed.year
    where surveyed.is_complete or cells.holder_type = 'enterprise'
)

{{ rows_of('commercialisation_rate', 'cell') }}
