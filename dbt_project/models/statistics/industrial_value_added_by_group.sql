select
    printed.month,
    groups.code as reported_group,
    groups.breakdown,
    {{ published_industry() }},
    printed.source,
    'A' as obs_status,
    'F' as conf_status
from {{ ref('ningbo_industry_va_2018m11_groups') }} as printed
left join {{ ref('reported_group') }} as groups
    on printed.group_name = groups.zh
