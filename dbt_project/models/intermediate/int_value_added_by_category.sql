-- value added and listed units per year, area and category in the newest vintage, 万元
select
    year,
    vintage,
    census_base,
    area_code,
    category_code,
    units,
    units_reported,
    reported,
    imputed,
    below_scale,
    estimate,
    value_added,
    without_imputation,
    at_prices_before
from {{ ref('int_value_added_by_vintage') }}
where is_newest
