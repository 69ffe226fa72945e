with

counted as ({{ accepted('base_statistics_bureau__population') }})

select
    counted.year,
    area.code as area_code,
    {{ is_of_which('counted.area_name') }} as is_of_which,
    counted.population
from counted
left join {{ ref('area') }} as area
    on counted.area_name = area.zh
