-- value added per reporting unit and year by the income approach, 万元, with the production approach beside it;
-- items and signs come from the parameter table, returns are in 千元
with

returns as (
    select
        'industry' as sector,
        *
    from {{ ref('stg_statistics_bureau__industrial_returns') }}
    union all by name
    select
        'service' as sector,
        *
    from {{ ref('stg_statistics_bureau__service_returns') }}
),

items as (
    unpivot (
        select
            sector,
            organisation_code,
            year,
            {{ money_items().split() | join(', ') }}
        from returns
    )
    on {{ money_items().split() | join(', ') }}
    into name item value amount
),

income as (
    select
        items.sector,
        items.organisation_code,
        items.year,
        sum(items.amount * cast(signs.sign as decimal(1, 0))) as value_added
    from items
    inner join {{ ref('value_added_items') }} as signs
        on
            items.item = signs.item
            and items.sector = signs.sector
            and items.year between signs.valid_from and signs.valid_to
    group by items.sector, items.organisation_code, items.year
),

final as (
    select
        returns.sector,
        returns.organisation_code,
        returns.year,
        returns.reported_on,
        listed.area_code,
        returns.industry_code,
        sections.division,
        listed.register_revenue,
        returns.average_employees,
        cast(income.value_added * 0.1 as decimal(18, 6)) as value_added,
        cast(
            (returns.gross_output + coalesce(returns.capitalised_rd, 0) - returns.intermediate_input + returns.vat_payable)
            * 0.1 as decimal(18, 6)
        ) as value_added_by_production
    from returns
    inner join income
        on
            returns.sector = income.sector
            and returns.organisation_code = income.organisation_code
            and returns.year = income.year
    inner join {{ ref('int_listed_units') }} as listed
        on returns.organisation_code = listed.organisation_code and returns.year = listed.year
    inner join {{ ref('int_industry_sections') }} as sections
        on returns.industry_code = sections.industry_code
)

select
    *,
    abs(value_added - value_added_by_production) * 100 > {{ var('approach_tolerance_percent') }} * abs(value_added)
        as approaches_disagree
from final
