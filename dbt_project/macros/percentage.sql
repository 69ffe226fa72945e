{#- numerator × times / denominator, rounded half away from zero to two decimals, in whole numbers throughout: dividing
    DECIMALs would give a DOUBLE. Both arguments are DECIMALs with at most 6 decimals. NULL for a zero denominator. -#}
{% macro quotient(numerator, denominator, times=1) -%}
{%- set n = "cast(cast(" ~ numerator ~ " as decimal(38, 6)) * 1000000 as hugeint)" -%}
{%- set d = "cast(cast(" ~ denominator ~ " as decimal(38, 6)) * 1000000 as hugeint)" -%}
cast(
    cast(
        sign({{ n }}) * sign({{ d }}) * (({{ 200 * times }} * abs({{ n }}) + abs({{ d }})) // nullif(2 * abs({{ d }}), 0))
        as decimal(18, 0)
    ) * 0.01 as decimal(18, 2)
)
{%- endmacro %}

{#- numerator / denominator in percent. -#}
{% macro percentage(numerator, denominator) -%}
{{ quotient(numerator, denominator, times=100) }}
{%- endmacro %}
