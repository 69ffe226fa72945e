{{ config(post_hook="{{ write_built() }}") }}

-- which published R&D intensity is the ratio of which sums (`measure`): each of those of its own row (window|industry)
select distinct
    'patent_intensity_by_industry' as dataset,
    "inner" as key,
    "inner" as cell,
    measure,
    "inner",
    cast(1 as decimal(9, 4)) as coefficient
from {{ ref('int_patent_intensity_by_industry_contributions') }}
