with

criteria as (
    select
        windows.window_to,
        max(case when limits.criterion = 'density' then limits.threshold end) as density_threshold,
        max(case when limits.criterion = 'scale' then limits.threshold end) as scale_threshold,
        max(case when limits.criterion = 'rd_intensity' then limits.threshold end) as rd_threshold,
        max(case when limits.criterion = 'criteria_needed' then limits.threshold end) as needed
    from (select distinct window_to from {{ ref('int_intensity_by_window') }}) as windows
    inner join {{ ref('intensity_criteria') }} as limits
        on windows.window_to between limits.valid_from and limits.valid_to
    group by windows.window_to
),

city as (
    select
        window_to,
        sum(case when industry not in ('_T', '_U') then invention_grants end) as scale_sum,
        count(*) filter (where industry not in ('_T', '_U')) as industries,
        max(case when industry = '_T' then grants_with_employed end) as grants_with_employed,
        max(case when industry = '_T' then average_employed end) as average_employed,
        max(case when industry = '_T' then rd_expenditure end) as rd_expenditure,
        max(case when industry = '_T' then revenue end) as revenue
    from {{ ref('int_intensity_by_window') }}
    group by window_to
),

compared as (
    select
        cells.*,
        classes.name as industry_name,
        criteria.needed,
        classification.is_official,
        order_25.gbt4754_code is not null as is_listed,
        cells.industry in ('_T', '_U') as is_no_industry,
        {{ is_above_mean('cells.grants_with_employed', 'cells.average_employed', 'city.grants_with_employed',
            'city.average_employed', 'criteria.density_threshold') }} as is_dense,
        {{ is_above_mean('cells.invention_grants', '1', 'city.scale_sum', 'city.industries',
            'criteria.scale_threshold') }} as is_large,
        {{ is_above_mean('cells.rd_expenditure', 'cells.revenue', 'city.rd_expenditure', 'city.revenue',
            'criteria.rd_threshold') }} as is_researching
    from {{ ref('int_intensity_by_window') }} as cells
    inner join criteria
        on cells.window_to = criteria.window_to
    inner join city
        on cells.window_to = city.window_to
    left join {{ ref('gbt4754_2017') }} as classes
        on cells.industry = classes.code and classes.level = 4
    left join {{ ref('patent_intensive_2019') }} as order_25
        on cells.industry = order_25.gbt4754_code
    cross join {{ ref('int_classification_judged') }} as classification
),

judged as (
    select
        *,
        cast(coalesce(is_dense, false) as integer) + cast(is_large as integer)
        + cast(coalesce(is_researching, false) as integer) as criteria_met,
        cast(is_dense is null as integer) + cast(is_researching is null as integer) as unknown
    from compared
)

select
    cast(window_to as integer) as window_to,
    industry,
    case industry when '_T' then '合计' when '_U' then '行业不明' else industry_name end as industry_name,
    'GB/T 4754-2017' as industry_list,
    cast(invention_grants as integer) as invention_grants,
    cast(average_employed as integer) as average_employed,
    {{ percentage('grants_with_employed * 100', 'average_employed') }} as density,
    {{ percentage('rd_expenditure', 'revenue') }} as rd_intensity,
    {{ yes_or_no('is_dense', 'is_no_industry') }} as density_met,
    {{ yes_or_no('is_large', 'is_no_industry') }} as scale_met,
    {{ yes_or_no('is_researching', 'is_no_industry') }} as rd_met,
    cast(case when not is_no_industry then criteria_met end as integer) as criteria_met,
    {{ yes_or_no('is_listed', 'is_no_industry') }} as listed,
    case
        when is_no_industry then null
        when criteria_met >= needed then case when is_listed then 'agrees' else 'criteria_only' end
        when criteria_met + unknown < needed then case when is_listed then 'listed_only' else 'agrees' end
        else 'not_judged'
    end as agreement,
    case when is_official then 'A' else 'P' end as obs_status,
    'F' as conf_status
from judged
