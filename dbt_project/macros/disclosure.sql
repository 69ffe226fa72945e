{#- What disclosure control needs to know of figures that are sums over events: who holds how much, and which sum is where. -#}

{#- The join that gives each unit its `holding.holder` where it has one: the group of the newest register of the time. -#}
{% macro joined_to_holding(year, unit) -%}
left join {{ ref('int_holding_groups') }} as holding
    on {{ year }} between holding.year and holding.until and {{ unit }} = holding.organisation_code
{%- endmacro %}

{#- Contributions: of each inner cell (period|area|codes) and measure the amount of every holder, units of one holding
    group as one; who is not known is one holder. amounts: measure ► column of the model or expression of it. -#}
{% macro contributions_of(model, date, grain, dimensions, holder, amounts, by_area=true) -%}
with

amounts as (
    {%- for measure, amount in amounts.items() %}
    select
        year({{ date }}) as year,
        concat_ws(
            '|', {{ period_of(date, grain) }}{% if by_area %}, {{ published_area('area_code') }}{% endif %}
            {%- for dimension in dimensions %}, {{ dimension }}{% endfor -%}
        ) as "inner",
        '{{ measure }}' as measure,
        {{ holder }} as unit,
        {{ amount }} as amount
    from {{ ref(model) }}
    where {{ date }} is not null and {{ amount }} is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    amounts."inner",
    amounts.measure,
    coalesce(holding.holder, amounts.unit, '?') as holder,
    cast(sum(amounts.amount) as decimal(24, 6)) as amount
from amounts
{{ joined_to_holding('amounts.year', 'amounts.unit') }}
group by amounts."inner", amounts.measure, coalesce(holding.holder, amounts.unit, '?')
{%- endmacro %}

{#- Published cells of a dataset that counts each inner cell under its period, its area and the city, each of its codes
    and the total _T: key of the row, measure and inner cell, every coefficient 1. Of dimensions that stand `apart`
    nothing is added up. -#}
{% macro published_cells_of(dataset, universe, dimensions, by_area=true, apart=[]) -%}
with

inner_cells as (
    select distinct
        "inner",
        measure,
        string_split("inner", '|') as codes
    from {{ ref('int_' ~ universe ~ '_contributions') }}
),

figures as (
    select
        inner_cells."inner",
        inner_cells.measure,
        concat_ws(
            '|', inner_cells.codes[1]{% if by_area %}, area.code{% endif %}
            {%- for dimension in dimensions %}, {{ dimension }}.code{% endfor -%}
        ) as key
    from inner_cells
    {%- if by_area %}
    cross join unnest(['{{ var('city_code') }}', inner_cells.codes[2]]) as area (code)
    {%- endif %}
    {%- for dimension in dimensions %}
    cross join unnest([
        {{- "'_T', " if dimension not in apart }}inner_cells.codes[{{ loop.index + (2 if by_area else 1) }}]
        {{- '' -}} ]) as {{ dimension }} (code)
    {%- endfor %}
)

{{ rows_of(dataset) }}
{%- endmacro %}

{#- The rows of a CTE `figures` (key, measure, inner) as published cells, each once and counted whole; rows that are
    withheld together have a `cell` in common. -#}
{% macro rows_of(dataset, cell='key') -%}
select distinct
    '{{ dataset }}' as dataset,
    key,
    {{ cell }} as cell,
    measure,
    "inner",
    cast(1 as decimal(9, 4)) as coefficient
from figures
{%- endmacro %}
