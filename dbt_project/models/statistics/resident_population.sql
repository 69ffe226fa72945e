select
    year,
    area_code,
    cast(population * 10000 as integer) as population_at_year_end,
    'A' as obs_status,
    'F' as conf_status
from {{ ref('stg_statistics_bureau__population') }}
where not is_of_which and area_code is not null
