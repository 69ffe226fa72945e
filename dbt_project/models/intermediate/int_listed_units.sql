-- who is to report: the units that the year's register lists for form B103-1 (industry) or F103 (services)
select
    register.year,
    register.organisation_code,
    case register.form when 'B103-1' then 'industry' else 'service' end as sector,
    {{ published_area('register.area_code') }} as area_code,
    register.industry_code,
    sections.division,
    sections.section,
    register.size_class,
    cast(nullif(register.register_revenue, 0) as decimal(18, 5)) as register_revenue
from {{ ref('stg_statistics_bureau__unit_register') }} as register
left join {{ ref('int_industry_sections') }} as sections
    on register.industry_code = sections.industry_code
where register.form in ('B103-1', 'F103')
