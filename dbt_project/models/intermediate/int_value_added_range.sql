-- between what the city's figures lie whichever assumption is changed, 万元
select
    year,
    area_code,
    category_code,
    min(value_added) as lowest,
    max(value_added) as highest
from {{ ref('int_value_added_sensitivity') }}
group by year, area_code, category_code
