{#- Codes of GB/T 4754-2017: levels 1 sections, 2 divisions, 3 groups, 4 classes. What a code means in another edition
    cannot be known from the code, so rows of one are never read as 2017. -#}

{% macro is_industry_of_2017(code, levels=[4]) -%}
{{ code }} in (select code from {{ ref('gbt4754_2017') }} where level in ({{ levels | join(', ') }}))
{%- endmacro %}
