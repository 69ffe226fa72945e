{#- The area under which a unit counts: the register's 330200 belongs to no division. -#}
{% macro published_area(area_code) -%}
case {{ area_code }} when '330200' then '3302_U' else {{ area_code }} end
{%- endmacro %}
