with

{{ gridded('int_pledge_events', 'happened_on', 'quarter', {},
    ['event', 'patent_numbers', 'has_amount', 'borrower_code', 'loan_amount', 'pledges_change', 'pools_change',
    'fund_change']) }},

counted as (
    select
        quarter,
        area_code,
        count(*) filter (where event = 'registered') as registered,
        {{ distinct_patents('patent_numbers') }} as patents,
        count(*) filter (where has_amount) as with_amount,
        coalesce(sum(pledges_change), 0) as pledges_change,
        count(*) filter (where event = 'loan') as loans,
        coalesce(sum(loan_amount), 0) as loan_amount,
        count(distinct borrower_code) as borrowers,
        coalesce(sum(pools_change), 0) as pools_change,
        coalesce(sum(fund_change), 0) as fund_change
    from gridded
    group by quarter, area_code
),

stocks as (
    select
        *,
        sum(pledges_change) over (partition by area_code order by quarter) as pledges_in_force,
        sum(pools_change) over (partition by area_code order by quarter) as pools,
        sum(fund_change) over (partition by area_code order by quarter) as fund
    from counted
),

covered as (
    select
        *,
        area_code not in ('{{ var('city_code') }}', '{{ var('city_code') }}_U') and pools > 0 as is_covered
    from stocks
)

select
    quarter,
    area_code,
    cast(registered as integer) as pledge_registrations,
    patents,
    cast(pledges_in_force as integer) as pledges_in_force,
    cast(loans as integer) as loan_contracts,
    cast(loan_amount as decimal(18, 2)) as loan_amount,
    cast(borrowers as integer) as borrowers,
    cast(with_amount as integer) as pledges_with_amount,
    {{ percentage('with_amount', 'registered') }} as pledge_amount_coverage,
    cast(pools as integer) as compensation_pools,
    cast(fund as decimal(18, 2)) as compensation_fund,
    cast(case
        when area_code = '{{ var('city_code') }}' then count(*) filter (where is_covered) over (partition by quarter)
        else cast(is_covered as integer)
    end as integer) as districts_covered,
    'A' as obs_status,
    'F' as conf_status
from covered
