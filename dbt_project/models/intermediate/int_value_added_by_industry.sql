-- value added and listed units per year, area and four-digit industry in the newest vintage, 万元, raked to the accounts;
-- 3302_U is 不分地区, and the city is the sum of its areas
select
    year,
    vintage,
    area_code,
    industry_code,
    units,
    value_added
from {{ ref('int_value_added_adjusted') }}
where is_newest
