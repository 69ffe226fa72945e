-- per cent of the year's value that was reached by each month, on average of the earlier years that are complete; exact
-- to two decimals at each step, so that it can be recomputed by hand; an annual indicator has reached all by its year
with

cumulative as (
    select
        indicator,
        area_code,
        cast(left(period, 4) as integer) as year,
        period[6:7] as month,
        indicator_value
    from {{ ref('int_indicators_measured') }}
),

years as (
    select
        indicator,
        area_code,
        year,
        max(indicator_value) filter (where month = '12') as whole
    from cumulative
    group by indicator, area_code, year
    having count(indicator_value) filter (where month != '') = 12
),

reached as (
    select
        cumulative.indicator,
        cumulative.area_code,
        cumulative.year,
        cumulative.month,
        {{ percentage('cumulative.indicator_value', 'years.whole') }} as share
    from cumulative
    inner join years
        on
            cumulative.indicator = years.indicator
            and cumulative.area_code = years.area_code
            and cumulative.year = years.year
    where years.whole > 0
)

select
    cumulative.indicator,
    cumulative.area_code,
    cumulative.year,
    cumulative.month,
    case
        when cumulative.month = '' then cast(100 as decimal(18, 2))
        else {{ quotient('sum(reached.share)', 'count(reached.share)') }}
    end as seasonal_share
from cumulative
left join reached
    on
        cumulative.indicator = reached.indicator
        and cumulative.area_code = reached.area_code
        and cumulative.month = reached.month
        and cumulative.year > reached.year
group by cumulative.indicator, cumulative.area_code, cumulative.year, cumulative.month
