with

cells as (
    select
        *,
        lag(year) over series as year_before,
        lag(census_base) over series as census_base_before,
        lag(value_added) over series as value_added_before,
        max(case when category_code = '00' then value_added end) over (partition by year, area_code) as total
    from {{ ref('int_value_added_by_category') }}
    window series as (partition by area_code, category_code order by year)
),

compared as (
    select
        * replace (case when year_before = year - 1 then value_added_before end as value_added_before),
        {{ broken_series('patent_intensive_value_added', 'year_before', 'year', 'census_base_before', 'census_base') }}
            as series_break
    from cells
),

growing as (
    select
        *,
        case when series_break is null then value_added_before end as comparable_before,
        max(case when category_code = '00' and series_break is null then value_added_before end)
            over (partition by year, area_code) as total_before
    from compared
)

select
    cast(growing.year as integer) as year,
    growing.area_code,
    growing.category_code,
    cast(growing.value_added as decimal(18, 2)) as value_added,
    cast(growing.units as integer) as units,
    {{ percentage('growing.value_added', 'growing.total') }} as share_of_total,
    {{ percentage('growing.value_added', 'gdp.gdp') }} as share_of_gdp,
    {{ growth('growing.value_added', 'growing.comparable_before') }} as growth_nominal,
    {{ growth('growing.at_prices_before', 'growing.comparable_before') }} as growth_real,
    case
        when growing.comparable_before is not null and growing.total_before > 0
            then {{ percentage('growing.value_added - growing.comparable_before', 'growing.total_before') }}
    end as contribution,
    growing.series_break,
    {{ percentage('growing.units_reported', 'growing.units') }} as response_rate,
    {{ percentage('growing.imputed', 'growing.reported + growing.imputed') }} as imputation_rate,
    {{ percentage('growing.below_scale', 'growing.estimate') }} as below_scale_share,
    {{ growth('growing.value_added', 'growing.estimate') }} as adjustment,
    quality.sampling_error,
    quality.quality_grade,
    cast(sensitivity.lowest as decimal(18, 2)) as range_low,
    cast(sensitivity.highest as decimal(18, 2)) as range_high,
    growing.vintage,
    gdp.gdp_vintage,
    case when classification.is_official and growing.vintage = 'final' then 'A' else 'P' end as obs_status,
    'F' as conf_status,
    'F' as rates_conf_status
from growing
left join {{ ref('int_gdp_known') }} as gdp
    on growing.year = gdp.year and growing.vintage = gdp.vintage and growing.area_code = gdp.area_code
left join {{ ref('int_value_added_quality') }} as quality
    on
        growing.year = quality.year
        and growing.area_code = quality.area_code
        and growing.category_code = quality.category_code
left join {{ ref('int_value_added_range') }} as sensitivity
    on
        growing.year = sensitivity.year
        and growing.area_code = sensitivity.area_code
        and growing.category_code = sensitivity.category_code
cross join {{ ref('int_classification_judged') }} as classification
