with

cells as (
    select
        year,
        quarter_of_year,
        unnest(['00', category_code]) as category_code,
        value_added,
        first_estimate
    from {{ ref('int_value_added_flash') }}
),

summed as (
    select
        year,
        quarter_of_year,
        category_code,
        cast(sum(value_added) as decimal(18, 6)) as value_added,
        case when count(*) = count(first_estimate) then cast(sum(first_estimate) as decimal(18, 6)) end as first_estimate
    from cells
    group by year, quarter_of_year, category_code
),

accounts as (
    select distinct year
    from {{ ref('int_value_added_flash_series') }}
    where value_added_of_year is not null
),

compared as (
    select
        summed.*,
        before.value_added as value_added_before,
        {{ series_break('patent_intensive_value_added', 'before.year', 'summed.year') }} as series_break,
        accounts.year is not null as has_accounts,
        sum(summed.value_added) over since_january as value_added_to_date,
        sum(summed.first_estimate) over since_january as first_estimate_to_date
    from summed
    left join summed as before
        on
            summed.year - 1 = before.year
            and summed.quarter_of_year = before.quarter_of_year
            and summed.category_code = before.category_code
    left join accounts
        on summed.year = accounts.year
    window since_january as (
        partition by summed.category_code, summed.year order by summed.quarter_of_year
    )
)

select
    year || '-Q' || quarter_of_year as quarter,
    category_code,
    cast(value_added as decimal(18, 2)) as value_added,
    {{ growth_within_series('value_added', 'value_added_before', 'series_break') }} as growth_on_same_quarter,
    case when has_accounts then 'annual' else 'extrapolated' end as benchmark,
    cast(first_estimate as decimal(18, 2)) as first_estimate,
    case
        when has_accounts and value_added_to_date > 0
            then {{ percentage('first_estimate_to_date - value_added_to_date', 'value_added_to_date') }}
    end as first_estimate_error,
    'E' as obs_status,
    'F' as conf_status
from compared
