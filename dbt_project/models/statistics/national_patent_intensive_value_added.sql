select
    cast(year as integer) as year,
    category_code,
    strftime(release_date, '%Y-%m-%d') as release_date,
    cast(value_added_100m_yuan * 10000 as decimal(18, 2)) as value_added,
    cast(case when share_basis = 'patent_intensive_total' then share_pct end as decimal(18, 2)) as share_of_total,
    cast(case when share_basis = 'GDP' then share_pct end as decimal(18, 2)) as share_of_gdp,
    cast(growth_pct_nominal as decimal(18, 2)) as growth_nominal,
    source,
    case when value_added_100m_yuan is null then 'M' else 'A' end as obs_status,
    'F' as conf_status
from {{ ref('national_announcements') }}
