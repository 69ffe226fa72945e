{#- Every figure is the weighted sum of the contributions that disclosure control takes it for, within its rounding: `within`.
    measures: names that measures and columns have in common, or measure ► column. -#}
{% test made_of_contributions(model, universe, key, measures, dataset=none, within=0.01) %}
with

amounts as (
    select
        "inner",
        measure,
        sum(amount) as amount
    from {{ ref('int_' ~ universe ~ '_contributions') }}
    group by "inner", measure
),

summed as (
    select
        {% for measure in measures %}
            sum(cells.coefficient * amounts.amount) filter (where amounts.measure = '{{ measure }}') as {{ measure }},
        {% endfor %}
        cells.key
    from {{ ref('int_' ~ universe ~ '_published_cells') }} as cells
    left join amounts
        on cells."inner" = amounts."inner" and split_part(cells.measure, ':', 1) = amounts.measure
    where cells.dataset = '{{ dataset or model.identifier }}'
    group by cells.key
)

select
    summed.*,
    figures.*
from {{ model }} as figures
full join summed
    on concat_ws('|', figures.{{ key | join(', figures.') }}) = summed.key
where
    figures.{{ key[0] }} is null
    {% for measure in measures %}
        or abs(figures.{{ measures[measure] if measures is mapping else measure }} - coalesce(summed.{{ measure }}, 0)) > {{ within }}
    {% endfor %}
{% endtest %}
