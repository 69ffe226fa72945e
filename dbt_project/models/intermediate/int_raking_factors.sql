{{ config(post_hook="{{ write_built() }}") }}

-- by how much raking moved each section of each area in each vintage: raked over estimated
select
    year,
    vintage,
    section,
    area_code,
    is_newest,
    factor,
    cast(sum(estimate) as decimal(24, 6)) as estimate,
    cast(sum(value_added) as decimal(24, 6)) as value_added
from {{ ref('int_value_added_adjusted') }}
group by year, vintage, section, area_code, is_newest, factor
