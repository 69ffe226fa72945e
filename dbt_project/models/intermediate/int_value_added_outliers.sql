-- how unusual each return is: its value added against last year's (Hidiroglou and Berthelot 1986), against the
-- register's revenue and against its employees. `is_flagged` goes to the statistician; `is_implausible` is not used until
-- somebody decides: far from two of what it can be compared with, or from the only one, or at odds with itself
with

compared as (
    select
        units.sector,
        units.organisation_code,
        units.year,
        units.area_code,
        units.division,
        units.value_added,
        before.value_added as value_added_before,
        units.value_added_by_production,
        units.approaches_disagree,
        case
            when units.value_added > 0 and before.value_added > 0
                then cast(units.value_added as double) / cast(before.value_added as double)
        end as growth,
        case
            when units.value_added > 0 and units.register_revenue > 0
                then cast(units.value_added as double) / cast(units.register_revenue as double)
        end as of_revenue,
        case
            when units.value_added > 0 and units.average_employees > 0
                then cast(units.value_added as double) / units.average_employees
        end as per_employee
    from {{ ref('int_value_added_by_unit') }} as units
    left join {{ ref('int_value_added_by_unit') }} as before
        on units.organisation_code = before.organisation_code and units.year = before.year + 1
),

grouped as (
    -- the divisions of industry, or of the services, that have few comparable units are judged together
    select
        *,
        case
            when count(growth) over (partition by year, division) >= {{ parameter('outliers', 'minimum_group') }}
                then division
            else sector
        end as growth_group,
        case
            when count(of_revenue) over (partition by year, division) >= {{ parameter('outliers', 'minimum_group') }}
                then division
            else sector
        end as revenue_group,
        case
            when count(per_employee) over (partition by year, division) >= {{ parameter('outliers', 'minimum_group') }}
                then division
            else sector
        end as employee_group
    from compared
),

centred as (
    select
        *,
        growth / median(growth) over (partition by year, growth_group) as relative_growth,
        of_revenue / median(of_revenue) over (partition by year, revenue_group) as relative_revenue,
        per_employee / median(per_employee) over (partition by year, employee_group) as relative_per_employee
    from grouped
),

scored as (
    select
        *,
        (case when relative_growth >= 1 then relative_growth - 1 else 1 - 1 / relative_growth end)
        * pow(cast(greatest(value_added, value_added_before) as double), {{ parameter('outliers', 'size_exponent') }})
            as score
    from centred
),

bounds as (
    select
        year,
        growth_group,
        median(score) as middle,
        median(score) - quantile_cont(score, 0.25) as below,
        quantile_cont(score, 0.75) - median(score) as above
    from scored
    where score is not null
    group by year, growth_group
),

judged as (
    select
        scored.*,
        coalesce(
            scored.score < bounds.middle - {{ parameter('outliers', 'width') }} * bounds.below
            or scored.score > bounds.middle + {{ parameter('outliers', 'width') }} * bounds.above,
            false
        ) as is_unusual_growth,
        [
            {{ is_far('scored.relative_growth') }},
            {{ is_far('scored.relative_revenue') }},
            {{ is_far('scored.relative_per_employee') }}
        ] as comparisons
    from scored
    left join bounds
        on scored.year = bounds.year and scored.growth_group = bounds.growth_group
)

select
    sector,
    organisation_code,
    year,
    area_code,
    division,
    value_added,
    value_added_before,
    value_added_by_production,
    relative_growth,
    relative_revenue,
    relative_per_employee,
    score,
    is_unusual_growth or approaches_disagree or list_contains(comparisons, true) as is_flagged,
    abs(value_added - value_added_by_production) > {{ parameter('outliers', 'contradiction') }} * abs(value_added)
    or list_contains(comparisons, true)
    and list_count(list_filter(comparisons, lambda far: far)) >= least(list_count(comparisons), 2) as is_implausible
from judged
