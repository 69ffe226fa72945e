-- value added and listed units per year, area and four-digit industry in the newest vintage, 万元, raked to the accounts;
-- 3302_U is 不分地区, and the city is the sum of its areas
select
    cells.year,
    cells.vintage,
    cells.area_code,
    cells.industry_code,
    cells.units,
    raked.value_added
from {{ ref('int_value_added_cells') }} as cells
inner join {{ ref('int_value_added_raked') }} as raked
    on
        cells.year = raked.year
        and cells.vintage = raked.vintage
        and cells.area_code = raked.area_code
        and cells.industry_code = raked.industry_code
where cells.is_newest
