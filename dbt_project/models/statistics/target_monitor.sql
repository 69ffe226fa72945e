with

measured as (
    select
        measured.*,
        cast(left(measured.period, 4) as integer) as year,
        parameters.unit_of_measure,
        parameters.direction,
        case
            when not coalesce({{ is_division('measured.area_code') }}, false) then 'not_division'
            when measured.indicator_value is null then 'value_unknown'
            when coalesce(measured.base, 0) < parameters.minimum_base then 'base_small'
            else 'ranked'
        end as rank_status
    from {{ ref('int_indicators_measured') }} as measured
    inner join {{ ref('monitor_indicators') }} as parameters
        on measured.indicator = parameters.indicator
),

ranked as (
    select
        *,
        {{ competition_rank('indicator_value', 'direction', "(rank_status = 'ranked')", ['indicator', 'period']) }} as area_rank
    from measured
),

aimed as (
    select
        ranked.*,
        earlier.area_rank - ranked.area_rank as rank_change,
        targets.target as indicator_target,
        shares.seasonal_share,
        {{ quotient('targets.target * shares.seasonal_share', '100') }} as on_track_line
    from ranked
    left join ranked as earlier
        on
            ranked.indicator = earlier.indicator
            and ranked.area_code = earlier.area_code
            and (ranked.year - 1) || ranked.period[5:] = earlier.period
    left join {{ ref('targets') }} as targets
        on
            ranked.indicator = targets.indicator
            and ranked.area_code = targets.area_code
            and ranked.year = targets.year
    left join {{ ref('int_seasonal_shares') }} as shares
        on
            ranked.indicator = shares.indicator
            and ranked.area_code = shares.area_code
            and ranked.year = shares.year
            and ranked.period[6:7] = shares.month
)

select
    period,
    area_code,
    indicator,
    unit_of_measure,
    indicator_value,
    cast(indicator_target as decimal(18, 2)) as indicator_target,
    {{ percentage('indicator_value', 'indicator_target') }} as attainment,
    case when indicator_target is not null then seasonal_share end as seasonal_share,
    on_track_line,
    case
        when indicator_value is null or on_track_line is null then '_Z'
        when {{ better_by('indicator_value', 'direction') }} >= {{ better_by('on_track_line', 'direction') }} then 'on_track'
        else 'behind'
    end as track_status,
    cast(area_rank as integer) as area_rank,
    cast(rank_change as integer) as rank_change,
    rank_status,
    obs_status,
    conf_status
from aimed
