with

announced as (
    select
        *,
        -- what is announced together stands on one base, a revised earlier year too
        max(year) over (partition by release_date) as base_year,
        value_added_100m_yuan * 10000 as value_added,
        provenance like 'DERIVED%' as is_derived
    from {{ ref('national_announcements') }}
),

compared as (
    select
        announced.*,
        case when not announced.is_derived and not before.is_derived then before.value_added end as value_added_before,
        {{ series_break('national_patent_intensive_value_added', 'before.base_year', 'announced.base_year') }} as series_break
    from announced
    left join announced as before
        on
            announced.category_code = before.category_code
            and announced.year = before.year + 1
            and announced.release_date >= before.release_date
            and before.value_added is not null
    qualify
        row_number() over (
            partition by announced.year, announced.category_code, announced.release_date order by before.release_date desc
        ) = 1
)

select
    cast(year as integer) as year,
    category_code,
    strftime(release_date, '%Y-%m-%d') as release_date,
    cast(value_added as decimal(18, 2)) as value_added,
    cast(case when share_basis = 'patent_intensive_total' then share_pct end as decimal(18, 2)) as share_of_total,
    cast(case when share_basis = 'GDP' then share_pct end as decimal(18, 2)) as share_of_gdp,
    cast(growth_pct_nominal as decimal(18, 2)) as growth_nominal,
    {{ growth_within_series('value_added', 'value_added_before', 'series_break') }} as growth_recomputed,
    series_break,
    source,
    case when value_added is null then 'M' when is_derived then 'E' else 'A' end as obs_status,
    'F' as conf_status
from compared
