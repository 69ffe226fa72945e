-- GDP per year and area in 万元 from the newest vintage that the accounts hold; of-which rows stand beside, never in it
select
    year,
    area_code,
    version as gdp_vintage,
    released_on,
    cast(gdp * 10000 as decimal(18, 2)) as gdp
from {{ ref('stg_statistics_bureau__gdp_accounts') }}
where not is_of_which
qualify row_number() over (partition by year, area_code order by released_on desc) = 1
