{#- Every figure is the weighted sum of the contributions that disclosure control takes it for, within its rounding. -#}
{% test made_of_contributions(model, key, universe='value_added', dataset=none, measure='value_added') %}
with

amounts as (
    select
        "inner",
        sum(amount) as amount
    from {{ ref('int_' ~ universe ~ '_contributions') }}
    where measure = '{{ measure }}'
    group by "inner"
),

summed as (
    select
        cells.key,
        sum(cells.coefficient * amounts.amount) as amount
    from {{ ref('int_' ~ universe ~ '_published_cells') }} as cells
    left join amounts
        on cells."inner" = amounts."inner"
    where cells.dataset = '{{ dataset or model.identifier }}' and split_part(cells.measure, ':', 1) = '{{ measure }}'
    group by cells.key
)

select
    summed.*,
    figures.{{ measure }}
from {{ model }} as figures
full join summed
    on concat_ws('|', figures.{{ key | join(', figures.') }}) = summed.key
where figures.year is null or abs(figures.{{ measure }} - coalesce(summed.amount, 0)) > 0.01
{% endtest %}
