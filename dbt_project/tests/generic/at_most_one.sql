{#- Parts of a whole are together no more than the whole. -#}
{% test at_most_one(model, measure, within) %}
select {{ within | join(', ') }}, sum({{ measure }}) as together
from {{ model }}
group by {{ within | join(', ') }}
having sum({{ measure }}) > 1
{% endtest %}
