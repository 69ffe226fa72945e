with

counted as (
    select
        date_trunc('month', signed_on) as month,
        unnest(['{{ var('city_code') }}', seller_area_code]) as area_code,
        contract_type,
        is_patent_related,
        contract_value,
        technical_value
    from {{ ref('int_contracts_current') }}
    where is_sold_from_city
),

by_type as (
    select * replace (unnest(['_T', contract_type]) as contract_type)
    from counted
),

cells as (
    select
        month,
        area_code,
        contract_type,
        unnest(['_T', case when is_patent_related then 'Y' else 'N' end]) as patent_related,
        contract_value,
        technical_value
    from by_type
),

summed as (
    select
        month,
        area_code,
        contract_type,
        patent_related,
        count(*) as contracts,
        count(contract_value) as contracts_with_value,
        sum(contract_value) as contract_value,
        sum(technical_value) as technical_value
    from cells
    group by month, area_code, contract_type, patent_related
),

grid as (
    select
        months.month,
        area.code as area_code,
        type.code as contract_type,
        relation.code as patent_related
    from (
        select unnest(generate_series(min(month), max(month), interval 1 month)) as month from counted
    ) as months
    cross join {{ ref('area') }} as area
    cross join {{ ref('contract_type') }} as type
    cross join {{ ref('patent_related') }} as relation
),

filled as (
    select
        grid.*,
        year(grid.month) as year,
        coalesce(summed.contracts, 0) as contracts,
        coalesce(summed.contracts_with_value, 0) as contracts_with_value,
        coalesce(summed.contract_value, 0) as contract_value,
        coalesce(summed.technical_value, 0) as technical_value
    from grid
    left join summed
        on
            grid.month = summed.month
            and grid.area_code = summed.area_code
            and grid.contract_type = summed.contract_type
            and grid.patent_related = summed.patent_related
),

cumulated as (
    select
        *,
        sum(contract_value) over (
            partition by year, area_code, contract_type, patent_related order by month
        ) as cumulative_value
    from filled
)

select
    strftime(cumulated.month, '%Y-%m') as month,
    cumulated.area_code,
    cumulated.contract_type,
    cumulated.patent_related,
    cast(cumulated.contracts as integer) as contracts,
    cast(cumulated.contracts_with_value as integer) as contracts_with_value,
    cast(cumulated.contract_value as decimal(18, 2)) as contract_value,
    cast(cumulated.technical_value as decimal(18, 2)) as technical_value,
    cast(cumulated.cumulative_value as decimal(18, 2)) as cumulative_value,
    cast(targets.target as decimal(18, 2)) as target,
    {{ percentage('cumulated.cumulative_value', 'targets.target') }} as attainment,
    'A' as obs_status,
    'F' as conf_status,
    'F' as rates_conf_status
from cumulated
left join {{ ref('targets') }} as targets
    on
        targets.indicator = 'technology_contract_turnover'
        and cumulated.year = targets.year
        and cumulated.area_code = targets.area_code
        and cumulated.contract_type = '_T'
        and cumulated.patent_related = 'Y'
