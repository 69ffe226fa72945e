-- what the accounts say that sections make, 万元, by vintage of the accounts and area, the city's own figure included
select
    year,
    version,
    section,
    {{ published_area('area_code') }} as area_code,
    area_code = '{{ var('city_code') }}' as is_city,
    value_added
from {{ ref('stg_statistics_bureau__account_margins') }}
