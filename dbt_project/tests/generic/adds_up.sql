{#- The parts of a breakdown make its total; published figures are each rounded on their own, so half a unit per part. -#}
{% test adds_up(model, measure, by, total, parts, within, where='true') %}
select
    {{ within | join(', ') }},
    sum(case when {{ by }} = {{ total }} then {{ measure }} end) as total,
    sum(case when {{ parts }} then {{ measure }} end) as of_parts
from {{ model }}
where {{ where }}
group by {{ within | join(', ') }}
having abs(total - of_parts) > 0.005 * (1 + count(*) filter (where {{ parts }}))
{% endtest %}
