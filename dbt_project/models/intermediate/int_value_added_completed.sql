-- value added of every listed unit in every vintage, 万元: as returned by the vintage's day, else imputed (`method`):
-- last_year: last year's × the median growth of its division in its area (city, then sector, where donors are few);
-- revenue: the register's revenue × the industry's median ratio (division, then sector); size: the median of its class
with

usable as (
    select units.*
    from {{ ref('int_value_added_by_unit') }} as units
    left join {{ ref('int_outliers_doubtful') }} as doubtful
        on
            units.organisation_code = doubtful.organisation_code
            and units.year = doubtful.year
            and doubtful.is_implausible
    left join {{ ref('int_outlier_decisions_checked') }} as decisions
        on units.organisation_code = decisions.organisation_code and units.year = decisions.year
    where coalesce(decisions.decision = '保留', doubtful.organisation_code is null)
),

frame as (
    select
        vintages.year,
        vintages.vintage,
        listed.organisation_code,
        listed.sector,
        listed.area_code,
        coalesce(returns.industry_code, listed.industry_code) as industry_code,
        coalesce(returns.division, listed.division) as division,
        listed.size_class,
        listed.register_revenue,
        returns.value_added as reported,
        before.value_added as reported_before
    from {{ ref('int_account_vintages') }} as vintages
    inner join {{ ref('int_listed_units') }} as listed
        on vintages.year = listed.year
    left join usable as returns
        on
            vintages.year = returns.year
            and listed.organisation_code = returns.organisation_code
            and vintages.returns_until >= returns.reported_on
    left join usable as before
        on
            vintages.year = before.year + 1
            and listed.organisation_code = before.organisation_code
            and vintages.returns_until >= before.reported_on
),

donors as (
    select
        *,
        case
            when reported > 0 and reported_before > 0
                then cast(cast(reported as double) / cast(reported_before as double) as decimal(18, 8))
        end as growth,
        case
            when reported is not null and register_revenue > 0
                then cast(cast(reported as double) / cast(register_revenue as double) as decimal(18, 8))
        end as of_revenue
    from frame
    where reported is not null
),

growths as (
    {{ medians('growth', [['division', 'area_code'], ['division'], ['sector']]) }}
),

ratios as (
    {{ medians('of_revenue', [['industry_code'], ['division'], ['sector']]) }}
),

sizes as (
    select
        year,
        vintage,
        sector,
        size_class,
        cast(median(cast(reported as double)) as decimal(18, 6)) as typical
    from donors
    group by year, vintage, sector, size_class
),

matched as (
    select
        frame.*,
        {{ nearest_median('growth', 3) }} as growth,
        {{ nearest_median('ratio', 3) }} as ratio,
        sizes.typical
    from frame
    {{ join_medians('growths', 'growth', [['division', 'area_code'], ['division'], ['sector']]) }}
    {{ join_medians('ratios', 'ratio', [['industry_code'], ['division'], ['sector']]) }}
    left join sizes
        on
            frame.year = sizes.year
            and frame.vintage = sizes.vintage
            and frame.sector = sizes.sector
            and frame.size_class = sizes.size_class
),

decided as (
    select
        *,
        case
            when reported is not null then 'reported'
            when reported_before is not null and growth is not null then 'last_year'
            when register_revenue is not null and ratio is not null then 'revenue'
            when typical is not null then 'size'
        end as method
    from matched
)

select
    year,
    vintage,
    organisation_code,
    sector,
    area_code,
    industry_code,
    method,
    case method
        when 'reported' then reported
        when 'last_year' then cast(cast(reported_before as decimal(38, 6)) * growth as decimal(18, 6))
        when 'revenue' then cast(cast(register_revenue as decimal(38, 5)) * ratio as decimal(18, 6))
        when 'size' then typical
    end as value_added
from decided
