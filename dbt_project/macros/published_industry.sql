{#- The figures of the bureau's table of industrial value added, 亿元, as they are published here: 万元, growth as printed. -#}
{% macro published_industry() -%}
cast(va_nov_100m * 10000 as decimal(18, 2)) as industrial_value_added,
    cast(va_jan_nov_100m * 10000 as decimal(18, 2)) as industrial_value_added_since_january,
    cast(yoy_nov_pct as decimal(18, 2)) as growth_published,
    cast(yoy_jan_nov_pct as decimal(18, 2)) as growth_published_since_january
{%- endmacro %}
