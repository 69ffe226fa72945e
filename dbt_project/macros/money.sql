{#- Money in the unit that its model keeps it in, whatever unit the file's title declared. -#}

{#- Kind of cell ► the unit that its model keeps it in. -#}
{% macro money_unit(kind) -%}
{{ {'amount': '万元', 'thousands': '千元', 'hundred_millions': '亿元'}.get(kind, '') }}
{%- endmacro %}

{#- A cleaned cell in the model's unit, exactly, in DECIMAL; a cell that names its own unit is in it already. What
    cannot be converted keeps the file's unit in its text, and so is a fault, never a wrong figure. -#}
{% macro in_unit_of_model(column, unit) -%}
{%- set powers = {'元': 0, '千元': 3, '万元': 4, '亿元': 8} -%}
case
    when _unit is null or _unit = '{{ unit }}' or _was.{{ column }} like '%元%' then {{ column }}
    when regexp_full_match({{ column }}, '-?[0-9]{1,12}([.][0-9]{1,8})?')
        then regexp_replace(cast(cast({{ column }} as decimal(20, 8)) * cast(case _unit
            {%- for name, power in powers.items() %}
            when '{{ name }}' then '1e{{ power - powers[unit] }}'
            {%- endfor %}
        end as decimal(18, 8)) as varchar), '[.]?0+$', '')
    else {{ column }} || _unit
end
{%- endmacro %}
