{#- Areas of the city. The registers' <city>00 belongs to no division and counts as not allocated. -#}

{% macro is_division(area_code) -%}
{{ area_code }} in (select code from {{ ref('area') }} where level = 3 and code != '{{ var('city_code') }}_U')
{%- endmacro %}

{% macro is_area_of_city(area_code) -%}
coalesce(
    {{ area_code }} = '{{ var('city_code') }}00'
    or {{ is_division(area_code) }},
    false
)
{%- endmacro %}

{% macro published_area(area_code) -%}
case {{ area_code }} when '{{ var('city_code') }}00' then '{{ var('city_code') }}_U' else {{ area_code }} end
{%- endmacro %}

{#- A row "其中:…" names a part of the area above it: it stands beside the areas, never among them. -#}
{% macro is_of_which(area_name) -%}
{{ area_name }} like '其中%'
{%- endmacro %}
