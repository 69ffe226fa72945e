{{ config(post_hook="{{ write_built() }}") }}

-- what the city's figures would be with one assumption changed, 万元: the published ones, without the imputed units,
-- without raking, and with the uncertain rows of the Order 25 list chosen lowest and highest
select
    cells.year,
    cells.area_code,
    cells.category_code,
    unnest(['published', 'without_imputation', 'without_raking', 'classification_low', 'classification_high']) as scenario,
    unnest([
        cells.value_added,
        cells.without_imputation,
        cells.estimate,
        classification.value_added_low,
        classification.value_added_high
    ]) as value_added
from {{ ref('int_value_added_by_category') }} as cells
inner join {{ ref('int_classification_range') }} as classification
    on
        cells.year = classification.year
        and cells.area_code = classification.area_code
        and cells.category_code = classification.category_code
