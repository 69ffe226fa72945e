{{ config(post_hook="{{ write_built() }}") }}

-- unusual returns that nobody has decided about yet, for a statistician
select
    outliers.organisation_code,
    outliers.year,
    case outliers.sector when 'industry' then '工业' else '服务业' end as sector_name,
    outliers.division,
    outliers.area_code,
    outliers.value_added,
    outliers.value_added_before,
    outliers.value_added_by_production,
    round(outliers.relative_growth, 2) as relative_growth,
    round(outliers.relative_revenue, 2) as relative_revenue,
    round(outliers.relative_per_employee, 2) as relative_per_employee,
    round(outliers.score, 1) as score,
    case when outliers.is_implausible then '暂不采用，按插补' else '采用' end as treatment,
    outliers.is_implausible
from {{ ref('int_value_added_outliers') }} as outliers
left join {{ ref('int_outlier_decisions_checked') }} as decisions
    on outliers.organisation_code = decisions.organisation_code and outliers.year = decisions.year
where outliers.is_flagged and decisions.organisation_code is null
