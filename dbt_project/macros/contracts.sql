{#- An aggregate over the sound rows of one act: a contract's registration, amendment or cancellation. -#}
{% macro over_act(aggregate) -%}
{{ aggregate }} filter (where len(_row_faults) = 0 and _copy = 1)
            over (partition by contract_number, contract_state, registered_on)
{%- endmacro %}
