-- the division and section of every four-digit industry of GB/T 4754-2017
select
    industry.code as industry_code,
    left(industry.code, 2) as division,
    division.parent as section
from {{ ref('gbt4754_2017') }} as industry
inner join {{ ref('gbt4754_2017') }} as division
    on left(industry.code, 2) = division.code and division.level = 2
where industry.level = 4
