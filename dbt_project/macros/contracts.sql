{#- An aggregate over the sound rows of one act: a contract's registration, amendment or cancellation. -#}
{% macro over_act(aggregate) -%}
{{ aggregate }} filter (where len(_row_faults) = 0 and _copy = 1)
            over (partition by contract_number, contract_state, registered_on)
{%- endmacro %}

{#- One row per contract of a feed that tells of it act by act, and in each act once per patent: the newest readable act
    that is no cancellation gives the facts (where its rows disagree, the last that states one) and, from all its rows,
    each `listed` column joined by ;. A cancellation counts even from quarantine. told_on: the column that orders acts. -#}
{% macro contracts_as_they_stand(department, feed, number, told_on, facts, listed=[]) -%}
with

cancelled as (
    select
        {{ number }},
        min(coalesce(cancelled_on, {{ told_on }})) as cancelled_on
    from {{ ref('base_' ~ department ~ '__' ~ feed) }}
    where act = 'cancelled' and {{ number }} is not null
    group by {{ number }}
),

newest as (
    select *
    from {{ ref('stg_' ~ department ~ '__' ~ feed) }}
    where act != 'cancelled'
    qualify rank() over (partition by {{ number }} order by {{ told_on }} desc, act asc) = 1
),

stated as (
    select
        {{ number }},
        {%- for fact in facts %}
        arg_max({{ fact }}, row(_file, _sheet, _row)) as {{ fact }}{{ "," if listed or not loop.last }}
        {%- endfor %}
        {%- for item in listed %}
        string_agg(distinct {{ item }}, ';' order by {{ item }}) as {{ item }}s{{ "," if not loop.last }}
        {%- endfor %}
    from newest
    group by {{ number }}
)

select
    * exclude (cancelled_on),
    cancelled.{{ number }} is not null as is_cancelled,
    cancelled.cancelled_on
from stated
full join cancelled using ({{ number }})
{%- endmacro %}
