-- how unusual each return is: its value added against last year's (Hidiroglou and Berthelot 1986) and against the
-- register's revenue. `is_flagged` goes to the statistician, `is_implausible` is not used until somebody decides
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
        end as of_revenue
    from {{ ref('int_value_added_by_unit') }} as units
    left join {{ ref('int_value_added_by_unit') }} as before
        on units.organisation_code = before.organisation_code and units.year = before.year + 1
),

grouped as (
    -- a division with few comparable units is judged among all of industry or of the services
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
        end as revenue_group
    from compared
),

centred as (
    select
        *,
        growth / median(growth) over (partition by year, growth_group) as relative_growth,
        of_revenue / median(of_revenue) over (partition by year, revenue_group) as relative_revenue
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
        greatest(
            median(score) - quantile_cont(score, 0.25), abs({{ parameter('outliers', 'flatness') }} * median(score))
        ) as below,
        greatest(
            quantile_cont(score, 0.75) - median(score), abs({{ parameter('outliers', 'flatness') }} * median(score))
        ) as above
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
        {{ is_far('scored.relative_growth') }} as is_far_from_last_year,
        {{ is_far('scored.relative_revenue') }} as is_far_from_revenue
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
    score,
    is_unusual_growth
    or approaches_disagree
    or coalesce(is_far_from_last_year, false)
    or coalesce(is_far_from_revenue, false) as is_flagged,
    -- where both can be compared, both must be far: a wrong return of last year accuses no right one of this year
    coalesce(is_far_from_last_year, is_far_from_revenue, false)
    and coalesce(is_far_from_revenue, is_far_from_last_year, false) as is_implausible
from judged
