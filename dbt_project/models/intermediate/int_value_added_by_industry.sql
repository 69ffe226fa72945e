-- value added and units per year, area and four-digit industry, 万元; 3302_U is 不分地区, and the city is their sum
select
    year,
    area_code,
    industry_code,
    count(*) as units,
    cast(sum(value_added) as decimal(24, 6)) as value_added
from {{ ref('int_value_added_by_unit') }}
group by year, area_code, industry_code
