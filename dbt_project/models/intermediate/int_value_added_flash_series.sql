-- what the flash of each category is made from: revenue per quarter, 千元, and the year's value added, 万元, where the
-- accounts have it; from the first year of the newest unbroken run of accounts on one census on
with

benchmarks as (
    select
        accounts.year,
        accounts.category_code,
        accounts.census_base,
        accounts.value_added
    from {{ ref('int_value_added_by_category') }} as accounts
    inner join {{ ref('int_revenue_by_quarter') }} as revenue
        on accounts.year = revenue.year and accounts.category_code = revenue.category_code
    where accounts.area_code = '{{ var('city_code') }}'
    group by accounts.year, accounts.category_code, accounts.census_base, accounts.value_added
    having count(*) = 4
),

run as (
    select max(benchmarks.year) as first_year
    from benchmarks
    left join benchmarks as earlier
        on
            benchmarks.year - 1 = earlier.year
            and benchmarks.category_code = earlier.category_code
            and benchmarks.census_base is not distinct from earlier.census_base
    where earlier.year is null
)

select
    revenue.category_code,
    revenue.year,
    revenue.quarter_of_year,
    revenue.revenue,
    benchmarks.value_added as value_added_of_year,
    methods.method
from {{ ref('int_revenue_by_quarter') }} as revenue
inner join {{ ref('flash_methods') }} as methods
    on revenue.category_code = methods.category_code
inner join run
    on revenue.year >= run.first_year
left join benchmarks
    on revenue.year = benchmarks.year and revenue.category_code = benchmarks.category_code
