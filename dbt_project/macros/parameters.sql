{#- One value of a parameter table (parameter, value, source). -#}
{% macro parameter(table, name) -%}
(select value from {{ ref(table) }} where parameter = '{{ name }}')
{%- endmacro %}
