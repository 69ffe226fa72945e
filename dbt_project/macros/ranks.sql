{#- Places in a competition: equal values share a place and the next ones are as many places further (1, 2, 2, 4). What
    is not eligible has none and takes none away. direction: `up` where more is better, `down` where less is. -#}
{% macro competition_rank(value, direction, is_eligible, within) -%}
case
    when {{ is_eligible }}
        then rank() over (
            partition by {{ within | join(', ') }}, {{ is_eligible }}
            order by {{ better_by(value, direction) }} desc
        )
end
{%- endmacro %}

{#- The value with the sign by which the greater one is the better one. -#}
{% macro better_by(value, direction) -%}
case {{ direction }} when 'down' then -{{ value }} else {{ value }} end
{%- endmacro %}
