{#- What a patent is and when it holds. -#}

{#- 1, or 8 where it came by PCT. -#}
{% macro is_invention(patent_type) -%}
{{ patent_type }} in (1, 8)
{%- endmacro %}

{#- Whether it held at the end of a year: granted by then and not expired by then. When a patent that is now known as
    lapsed did so is not delivered: such patents are left out beforehand. -#}
{% macro held_at_end_of(year, granted_on, expires_on) -%}
({{ granted_on }} <= make_date({{ year }}, 12, 31) and coalesce({{ expires_on }} > make_date({{ year }}, 12, 31), true))
{%- endmacro %}
