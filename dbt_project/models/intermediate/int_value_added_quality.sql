-- how good each cell of the newest vintage is: the sampling error of its below-scale part (bootstrap) in per cent of the
-- whole, the part of the returns' value that is imputed, and the best grade whose limits both keep
with

errors as (
    select
        year,
        coalesce({{ published_area("nullif(area_code, '')") }}, '{{ var('city_code') }}') as area_code,
        category_code,
        standard_error
    from {{ ref('int_below_scale_errors') }}
),

measured as (
    select
        cells.year,
        cells.area_code,
        cells.category_code,
        -- rounded once, from floating point
        case
            when cells.estimate > 0
                then cast(
                    least(100 * coalesce(errors.standard_error, 0) / cast(cells.estimate as double), 999) as decimal(18, 2)
                )
        end as sampling_error,
        -- where returns come to nothing or less, what is imputed cannot be told from the whole
        case
            when cells.units = cells.units_reported then 0
            when cells.reported <= 0 or cells.imputed < 0 then 100
            else {{ percentage('cells.imputed', 'cells.reported + cells.imputed') }}
        end as imputation_rate
    from {{ ref('int_value_added_by_category') }} as cells
    left join errors
        on
            cells.year = errors.year
            and cells.area_code = errors.area_code
            and cells.category_code = errors.category_code
)

select
    year,
    area_code,
    category_code,
    sampling_error,
    (
        select min(grades.grade)
        from {{ ref('quality_grades') }} as grades
        where measured.sampling_error <= grades.maximum_error and measured.imputation_rate <= grades.maximum_imputation
    ) as quality_grade
from measured
