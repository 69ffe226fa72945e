{#- Whether a ratio to the median is beyond the factor, up or down; null where there is none. -#}
{% macro is_far(relative) -%}
({{ relative }} > {{ parameter('outliers', 'set_aside_factor') }}
    or {{ relative }} * {{ parameter('outliers', 'set_aside_factor') }} < 1)
{%- endmacro %}
