{#- Events counted on a complete grid: zero is a figure, and every total is a row of its own. -#}

{#- The period of a day: year 2024, quarter 2024-Q2 or month 2024-06. -#}
{% macro period_of(day, grain) -%}
{%- if grain == 'year' -%} cast(year({{ day }}) as integer)
{%- elif grain == 'quarter' -%} year({{ day }}) || '-Q' || quarter({{ day }})
{%- elif grain == 'month' -%} strftime({{ day }}, '%Y-%m')
{%- endif -%}
{%- endmacro %}

{#- CTE `gridded`: every period between the first and the last event × area × each code of the lists, joined to the
    events that belong there (null where there is none). An event stands under its area and the city, its code and
    the total `_T`. dimensions: column ► code list; facts: further columns or aliased expressions of the model. -#}
{% macro gridded(model, date, grain, dimensions, facts, by_area=true) -%}
{%- set cell = [grain] + (['area_code'] if by_area else []) + (dimensions.keys() | list) -%}
events as (
    select
        {{ period_of(date, grain) }} as {{ grain }},
        {%- if by_area %}
        unnest(['{{ var('city_code') }}', {{ published_area('area_code') }}]) as area_code,
        {%- endif %}
        {%- for dimension in dimensions %}
        {{ dimension }},
        {%- endfor %}
        {{ facts | join(',\n        ') }}
    from {{ ref(model) }}
    where {{ date }} is not null
),
{%- set last = namespace(cte='events') %}
{%- for dimension, list in dimensions.items() %}

under_{{ dimension }} as (
    select * replace (unnest(['_T', {{ dimension }}]) as {{ dimension }})
    from {{ last.cte }}
),
{%- set last.cte = 'under_' ~ dimension %}
{%- endfor %}

periods as (
    select distinct {{ period_of('day', grain) }} as {{ grain }}
    from (
        select unnest(generate_series(min({{ date }}), max({{ date }}), interval 1 day)) as day
        from {{ ref(model) }}
    )
),

gridded as (
    select
        periods.{{ grain }},
        {%- if by_area %}
        area.code as area_code,
        {%- endif %}
        {%- for dimension in dimensions %}
        list_of_{{ dimension }}.code as {{ dimension }},
        {%- endfor %}
        cells.{{ grain }} is not null as is_event,
        cells.* exclude ({{ cell | join(', ') }})
    from periods
    {%- if by_area %}
    cross join {{ ref('area') }} as area
    {%- endif %}
    {%- for dimension, list in dimensions.items() %}
    cross join {{ ref(list) }} as list_of_{{ dimension }}
    {%- endfor %}
    left join {{ last.cte }} as cells
        on
            periods.{{ grain }} = cells.{{ grain }}
            {%- if by_area %}
            and area.code = cells.area_code
            {%- endif %}
            {%- for dimension in dimensions %}
            and list_of_{{ dimension }}.code = cells.{{ dimension }}
            {%- endfor %}
)
{%- endmacro %}

{#- How many patents the lists of a group name, each once: an aggregate over numbers joined by ;. -#}
{% macro distinct_patents(numbers) -%}
cast(coalesce(len(list_distinct(flatten(
        list(string_split({{ numbers }}, ';')) filter (where {{ numbers }} is not null)
    ))), 0) as integer)
{%- endmacro %}
