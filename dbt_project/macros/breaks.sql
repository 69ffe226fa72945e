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
case
        when {{ series_break }} is null and {{ before }} > 0 then {{ percentage(value ~ ' - ' ~ before, before) }}
    end
{%- endmacro %}
