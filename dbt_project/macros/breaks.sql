{#- Breaks as data: seeds/parameters/series_breaks.csv. Figures from `starts` on are not comparable with those before, so
    no growth is computed across a break and the column `series_break` says why. -#}

{#- The kind of the last break of a dataset's series between two periods; null where they are comparable. -#}
{% macro series_break(dataset, before, period) -%}
(
        select arg_max(breaks.kind, breaks.starts)
        from {{ ref('series_breaks') }} as breaks
        where
            breaks.dataset = '{{ dataset }}'
            and cast({{ before }} as varchar) < breaks.starts
            and cast({{ period }} as varchar) >= breaks.starts
    )
{%- endmacro %}

{#- Growth in per cent on what was before; null across a break, where a figure is unknown, and on nothing. -#}
{% macro growth_within_series(value, before, series_break) -%}
case when {{ series_break }} is null then {{ growth(value, before) }} end
{%- endmacro %}

{#- The same, where each figure also knows the census that it rests on: another census is a break. -#}
{% macro broken_series(dataset, before, period, census_before, census) -%}
case
        when {{ census_before }} != {{ census }} then 'census'
        else {{ series_break(dataset, before, period) }}
    end
{%- endmacro %}

{#- Growth in per cent on a comparable figure; null where there is none, and on nothing. -#}
{% macro growth(value, before) -%}
case when {{ before }} > 0 then {{ percentage(value ~ ' - ' ~ before, before) }} end
{%- endmacro %}
